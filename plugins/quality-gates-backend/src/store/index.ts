/** All rows: the only place with SQL. */
export { belongsToNobody } from './belongsToNobody';
export { startCheckpoints } from './checkpoints/startCheckpoints';
export { createStore } from './createStore';
export { packSegment } from './packSegment';
export { joinSegments } from './wholeTrace';

/** All rows: the only place with SQL. */
export { belongsToNobody } from './belongsToNobody';
export { createStore } from './createStore';
export { packSegment } from './packSegment';
export { joinSegments } from './wholeTrace';

/** All rows: the only place with SQL. */
export { belongsToNobody } from './belongsToNobody';
export { createStore } from './createStore';

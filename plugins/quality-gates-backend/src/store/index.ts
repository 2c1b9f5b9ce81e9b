/** All rows: the only place with SQL. */
export { createStore } from './createStore';

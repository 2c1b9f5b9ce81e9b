/** Runs, as they are read. */
export * from './readRuns';

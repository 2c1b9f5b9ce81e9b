/** Gate outcomes, as they are read. */
export * from './readGateHistory';

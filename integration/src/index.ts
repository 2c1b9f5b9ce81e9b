/** Starts the backend as a process of its own for the integration tests. */
export * from './portal';
export * from './portalHome';

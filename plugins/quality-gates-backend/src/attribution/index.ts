/** Fact to entity refs, and the catalog snapshot that decides. */
export * from './createAttribution';
export { createActorRoles } from './readActorRoles';
export { createUnmappedReader } from './readUnmapped';
export { suggestions, type Suggestion } from './suggestions';
export type { Attributable, Attribute } from './types';
export { repositoryClaims } from './repositoryClaims';

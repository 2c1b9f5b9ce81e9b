/** Gates: policies, kinds, outcomes and decisions, and gate outcomes as they are read. */
export * from './combine';
export * from './createEffectivePolicies';
export * from './createGateKindRegistry';
export * from './createGateSources';
export * from './createRepositoryFiles';
export * from './judge';
export { builtinGateKinds } from './kinds';
export * from './policy';
export * from './readGateHistory';
export { REASONS, type ReasonCode } from './reasons';
export * from './sampling';
export { watchCircuits } from './watchCircuits';
export * from './evaluations';
export { createPolicyReader } from './readPolicies';

/** Policies: reading, checking and merging them. */
export {
  appliesToEntity,
  appliesToEnvironment,
  appliesToPhase,
} from './appliesTo';
export * from './createPolicies';
export { createPolicySchema } from './createPolicySchema';
export { canonicalJson, digestOf } from './digest';
export { lintPolicy, type LintOptions } from './lintPolicy';
export {
  mergePolicies,
  type MergedPolicy,
  type PolicyLevel,
} from './mergePolicies';
export {
  createFill,
  readValues,
  resolveTyped,
  type Values,
  type ValueScope,
} from './parameters';
export {
  parsePolicy,
  parsePolicyText,
  readYaml,
  type ParsedPolicy,
} from './parsePolicy';
export {
  gatePolicySchema,
  type GatePolicy,
  type PolicyGate,
  type PolicySpec,
} from './policySchema';
export { decisionSettings, gateSettings, type GateSettings } from './settings';
export { parseWhen, type Condition } from './when';
export { UNREADABLE_POLICY, withUnreadable } from './unreadablePolicy';

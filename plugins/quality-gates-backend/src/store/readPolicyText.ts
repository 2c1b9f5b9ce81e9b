import type { FrozenPolicy } from './evaluationTypes';

/** Policies that are kept read. */
const MOST = 100;
const known = new Map<string, FrozenPolicy>();

/**
 * The policy that an evaluation keeps as text. Evaluations with the same text share it: many are open under few
 * policies, and reading one is most of reading an evaluation.
 */
export function readPolicyText(text: string): FrozenPolicy {
  const policy = known.get(text) ?? (JSON.parse(text) as FrozenPolicy);
  // The one used last is forgotten last.
  known.delete(text);
  known.set(text, policy);
  if (known.size > MOST) known.delete(known.keys().next().value!);
  return policy;
}

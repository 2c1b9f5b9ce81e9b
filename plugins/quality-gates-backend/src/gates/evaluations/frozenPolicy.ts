import type { EvaluationRow, FrozenPolicy } from '../../store/types';
import {
  appliesToPhase,
  decisionSettings,
  gateSettings,
  type EffectivePolicy,
  type GateSettings,
  type PolicyGate,
  type PolicySpec,
} from '../policy';

type Phase = EvaluationRow['question']['phase'];

/** Most policies are the same object for every question: what is read off of their parts is then read off once. */
const frozen = new WeakMap<EffectivePolicy, Map<Phase, FrozenPolicy>>();

/** The part of a policy that holds in a phase, to be kept with the evaluation; null when it has no say there. */
export function freezePolicy(
  policy: EffectivePolicy | undefined,
  phase: Phase,
): FrozenPolicy | null {
  if (!policy || !appliesToPhase(policy.spec.appliesTo, phase)) return null;
  const parts = frozen.get(policy) ?? new Map<Phase, FrozenPolicy>();
  frozen.set(policy, parts);
  const part = parts.get(phase) ?? partOf(policy, phase);
  parts.set(phase, part);
  return part;
}

function partOf(policy: EffectivePolicy, phase: Phase): FrozenPolicy {
  const gates = policy.spec.gates.filter(gate => gate.phase === phase);
  const { name, digest, origins, given } = policy;
  return { name, digest, origins, given, spec: { ...policy.spec, gates } };
}

/** A gate of a frozen policy with its settings. */
export interface FrozenGate {
  readonly gate: PolicyGate;
  readonly settings: GateSettings;
}

/** What a frozen policy says. */
export interface ThawedPolicy {
  readonly spec: PolicySpec;
  readonly gates: readonly FrozenGate[];
  readonly rules: ReturnType<typeof decisionSettings>;
}

/** Read off once: an evaluation asks what its policy says with every answer of every gate. */
const thawed = new WeakMap<FrozenPolicy, ThawedPolicy>();

/** What a frozen policy says; only {@link freezePolicy} made it, so its shape is known. */
export function thawPolicy(policy: FrozenPolicy): ThawedPolicy {
  const known = thawed.get(policy);
  if (known) return known;
  const spec = policy.spec as PolicySpec;
  const gates = spec.gates.map(
    (gate): FrozenGate => ({ gate, settings: gateSettings(gate) }),
  );
  const made = { spec, gates, rules: decisionSettings(spec) };
  thawed.set(policy, made);
  return made;
}

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

/** The part of a policy that holds in a phase, to be kept with the evaluation; null when it has no say there. */
export function freezePolicy(
  policy: EffectivePolicy | undefined,
  phase: EvaluationRow['question']['phase'],
): FrozenPolicy | null {
  if (!policy || !appliesToPhase(policy.spec.appliesTo, phase)) return null;
  const gates = policy.spec.gates.filter(gate => gate.phase === phase);
  const { name, digest, origins, given } = policy;
  return { name, digest, origins, given, spec: { ...policy.spec, gates } };
}

/** A gate of a frozen policy with its settings. */
export interface FrozenGate {
  readonly gate: PolicyGate;
  readonly settings: GateSettings;
}

/** What a frozen policy says; only {@link freezePolicy} made it, so its shape is known. */
export function thawPolicy(policy: FrozenPolicy) {
  const spec = policy.spec as PolicySpec;
  const gates = spec.gates.map(
    (gate): FrozenGate => ({ gate, settings: gateSettings(gate) }),
  );
  return { spec, gates, rules: decisionSettings(spec) };
}

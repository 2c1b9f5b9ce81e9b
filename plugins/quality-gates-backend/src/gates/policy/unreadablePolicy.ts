import {
  GATE_PHASES,
  type PolicyFinding,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { EffectivePolicy } from './createPolicies';
import { digestOf } from './digest';
import type { PolicyGate } from './policySchema';
import { DEFAULT_BEHAVIOUR, DEFAULT_DECISION } from './settings';

/** Kind of the gate that stands for a policy nobody could read. No policy can name it: it is no kebab-case. */
export const UNREADABLE_POLICY = 'repository_policy';

/**
 * What holds while the policy of a repository cannot be read: the gates of app-config, and one more that cannot be
 * measured. The unread file may hold gates that are stricter, so nothing is let through, whatever the policy says of
 * combining and of failures.
 */
export function withUnreadable(
  known: EffectivePolicy | undefined,
  findings: readonly PolicyFinding[],
  url: string,
): EffectivePolicy {
  const message = findings
    .map(one => [one.path, one.message].filter(Boolean).join(': '))
    .join('; ')
    .slice(0, 500);
  const gates = GATE_PHASES.map(
    (phase): PolicyGate => ({
      ...DEFAULT_BEHAVIOUR,
      id: `${UNREADABLE_POLICY}.${phase}`,
      type: UNREADABLE_POLICY,
      phase,
      mode: 'enforce',
      onError: 'error',
      with: { message },
    }),
  );
  const name = known?.name ?? 'repository';
  const spec = {
    ...(known?.spec ?? { appliesTo: {} }),
    decision: {
      ...(known?.spec.decision ?? DEFAULT_DECISION),
      combine: 'all' as const,
      failureMode: 'closed' as const,
    },
    gates: [...(known?.spec.gates ?? []), ...gates],
  };
  const given = known?.given ?? {};
  const origins = { ...known?.origins };
  for (const path of [
    ...gates.map(({ id }) => `gates.${id}`),
    'decision.combine',
    'decision.failureMode',
  ]) {
    origins[path] = { level: 'repository', policy: name, url };
  }
  return {
    ...{ name, spec, given, origins },
    digest: digestOf({ name, spec, given }),
    findings: [...(known?.findings ?? []), ...findings],
  };
}

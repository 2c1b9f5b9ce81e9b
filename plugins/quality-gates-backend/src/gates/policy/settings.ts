import { gateDurationMs } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { CombineRules } from '../combine';
import type { JudgeSettings } from '../judge';
import type { RetryPolicy, SamplingRules } from '../sampling';
import type { PolicyGate, PolicySpec } from './policySchema';

type Behaviour = NonNullable<PolicySpec['defaults']>;

/** What holds where neither a gate nor the defaults of its policy say anything. */
export const DEFAULT_BEHAVIOUR = {
  mode: 'enforce',
  onNoData: 'inconclusive',
  onError: 'error',
  timeout: '10s',
  maxAge: '24h',
  retry: {
    attempts: 3,
    backoff: 'exponential',
    initialDelay: '1s',
    on: ['network', 'timeout', '429', '5xx'],
  },
} as const satisfies Behaviour;

/** As {@link DEFAULT_BEHAVIOUR}, for the decision. */
export const DEFAULT_DECISION = {
  combine: 'all',
  failureMode: 'closed',
  onEmpty: 'deny',
  warnings: 'allow',
  validFor: '30m',
  deadline: '2h',
} as const satisfies NonNullable<PolicySpec['decision']>;

/** What the evaluation does with a gate of an effective policy; durations in milliseconds. */
export interface GateSettings extends JudgeSettings {
  readonly mode: 'enforce' | 'advisory' | 'shadow';
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
  /** Undefined = one look decides. */
  readonly sampling?: SamplingRules;
}

/** Settings of a gate, with defaults for what it leaves out. */
export function gateSettings(gate: PolicyGate): GateSettings {
  const all = { ...DEFAULT_BEHAVIOUR, ...gate };
  const retry = { ...DEFAULT_BEHAVIOUR.retry, ...gate.retry };
  return {
    mode: all.mode,
    onNoData: all.onNoData,
    onError: all.onError,
    timeoutMs: gateDurationMs(all.timeout),
    maxAgeMs: gateDurationMs(all.maxAge),
    retry: {
      attempts: retry.attempts,
      backoff: retry.backoff,
      initialDelayMs: gateDurationMs(retry.initialDelay),
      on: retry.on,
    },
    sampling: gate.sampling && samplingRules(gate.sampling),
  };
}

function samplingRules(
  sampling: NonNullable<PolicyGate['sampling']>,
): SamplingRules {
  return {
    count: sampling.count ?? 1,
    intervalMs: gateDurationMs(sampling.interval ?? '60s'),
    initialDelayMs: sampling.initialDelay
      ? gateDurationMs(sampling.initialDelay)
      : 0,
    failureLimit: sampling.failureLimit ?? 0,
    inconclusiveLimit: sampling.inconclusiveLimit ?? 0,
    consecutiveErrorLimit: sampling.consecutiveErrorLimit ?? 4,
    consecutiveSuccess: sampling.consecutiveSuccess,
  };
}

/** How an effective policy decides, and for how long; durations in milliseconds. */
export function decisionSettings(
  spec: PolicySpec,
): CombineRules & { readonly validForMs: number; readonly deadlineMs: number } {
  const { validFor, deadline, ...rules } = {
    ...DEFAULT_DECISION,
    ...spec.decision,
  };
  return {
    ...rules,
    validForMs: gateDurationMs(validFor),
    deadlineMs: gateDurationMs(deadline),
  };
}

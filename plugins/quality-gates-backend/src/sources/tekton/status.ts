import type {
  Phase,
  Result,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Millis } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Status } from './payloads';

/** Reasons of the condition `Succeeded` while it is `Unknown`: nothing of the run's own has begun. */
const PENDING = new Set([
  'Pending',
  'PipelineRunPending',
  'TaskRunPending',
  'ResolvingPipelineRef',
  'ResolvingTaskRef',
  'ResolvingStepActionRef',
]);
const CANCELLED = new Set([
  'Cancelled',
  'PipelineRunCancelled',
  'TaskRunCancelled',
  'CancelledRunFinally',
  'StoppedRunFinally',
]);
const TIMED_OUT = new Set(['PipelineRunTimeout', 'TaskRunTimeout']);
/** What ran failed by itself. Every other reason is Tekton's or the cluster's: a pod, an image, a definition. */
const FAILED = new Set([
  'Failed',
  'StepFailed',
  'StepOOM',
  'SidecarFailed',
  'SidecarOOM',
  'FailureIgnored',
  'TaskRunResultLargerThanAllowedLimit',
]);

/** Where a run or task stands. */
export interface Standing {
  readonly phase: Phase;
  /** Undefined until it is over. */
  readonly result?: Result;
  /** When this became so; undefined when Tekton does not say. */
  readonly since?: Millis;
}

/**
 * By the condition `Succeeded`; without one nobody has looked at the run yet. The type of the event says less: it is
 * the same for a failure, a timeout and a cancellation.
 * Source: https://tekton.dev/docs/pipelines/pipelineruns/#monitoring-execution-status
 */
export function standingOf(status: Status | null | undefined): Standing {
  const condition = status?.conditions.find(one => one.type === 'Succeeded');
  if (!condition) return { phase: 'pending' };
  const { reason = '', lastTransitionTime: since } = condition;
  if (condition.status === 'True') {
    return { phase: 'terminal', result: 'success', since };
  }
  if (condition.status === 'False') {
    return { phase: 'terminal', result: resultOf(reason), since };
  }
  return { phase: PENDING.has(reason) ? 'pending' : 'executing', since };
}

function resultOf(reason: string): Result {
  if (CANCELLED.has(reason)) return 'cancellation';
  if (TIMED_OUT.has(reason)) return 'timeout';
  return FAILED.has(reason) || reason === '' ? 'failure' : 'error';
}

import type {
  Phase,
  Result,
} from '@quality-gates/backstage-plugin-quality-gates-common';

/** How a workflow or a node of it stands. */
export interface Standing {
  readonly phase: Phase;
  /** Undefined until it is over. */
  readonly result?: Result;
}

const STANDINGS: ReadonlyMap<string, Standing> = new Map<string, Standing>([
  ['Pending', { phase: 'pending' }],
  ['Running', { phase: 'executing' }],
  ['Succeeded', { phase: 'terminal', result: 'success' }],
  ['Failed', { phase: 'terminal', result: 'failure' }],
  ['Error', { phase: 'terminal', result: 'error' }],
  ['Skipped', { phase: 'terminal', result: 'skip' }],
  ['Omitted', { phase: 'terminal', result: 'skip' }],
]);
/** What the controller and Kubernetes say of an `activeDeadlineSeconds` that passed, of a workflow, a step and a pod. */
const TIMED_OUT =
  /max duration limit exceeded|exceeded its deadline|longer than the specified deadline/i;
const STOPPED = /stopped with strategy|workflow shutdown with strategy/i;

/**
 * By phase; by the message where a failure is a timeout or somebody stopped it, for which there is no phase. A workflow
 * without a phase was not looked at yet; one with a phase that Argo adds later is taken for under way.
 * Source: argo-workflows, pkg/apis/workflow/v1alpha1 `NodePhase` and `WorkflowPhase`.
 */
export function standingOf(
  phase: string | undefined,
  message: string | undefined,
): Standing {
  if (phase === undefined) return { phase: 'pending' };
  const standing = STANDINGS.get(phase) ?? { phase: 'executing' };
  const isFailure =
    standing.result === 'failure' || standing.result === 'error';
  if (!isFailure || !message) return standing;
  if (STOPPED.test(message)) return { ...standing, result: 'cancellation' };
  if (TIMED_OUT.test(message)) return { ...standing, result: 'timeout' };
  return standing;
}

import {
  normaliseResult,
  type Phase,
  type Result,
} from '@quality-gates/backstage-plugin-quality-gates-common';

/** Where GitLab's `status` of a pipeline or job stands. */
const PHASES: ReadonlyMap<string, Phase> = new Map([
  ['created', 'pending'],
  ['waiting_for_resource', 'pending'],
  ['preparing', 'pending'],
  ['waiting_for_callback', 'pending'],
  ['pending', 'pending'],
  ['scheduled', 'pending'],
  // Waits for a person. Nothing has been skipped yet, whatever the word means elsewhere.
  ['manual', 'pending'],
  ['running', 'executing'],
  ['canceling', 'executing'],
  ['success', 'terminal'],
  ['failed', 'terminal'],
  ['canceled', 'terminal'],
  ['skipped', 'terminal'],
]);
const TIMEOUTS = new Set(['job_execution_timeout', 'stuck_or_timeout_failure']);
/** The job did not fail by itself: GitLab or its runner could not do it. */
const ERRORS = new Set([
  'api_failure',
  'data_integrity_failure',
  'image_pull_failure',
  'runner_system_failure',
  'runner_unsupported',
  'scheduler_failure',
  'stale_schedule',
  'unmet_prerequisites',
]);

/** The phase a status stands for; undefined for a word that GitLab may add. */
export function phaseOf(status: string): Phase | undefined {
  return PHASES.get(status);
}

/** How something ended whose status is terminal. The reason counts for failures only: others carry a stale one. */
export function resultOf(status: string, failureReason?: string): Result {
  if (status === 'failed' && failureReason) {
    if (TIMEOUTS.has(failureReason)) return 'timeout';
    if (ERRORS.has(failureReason)) return 'error';
  }
  return normaliseResult(status);
}

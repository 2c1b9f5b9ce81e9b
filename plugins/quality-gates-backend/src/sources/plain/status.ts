import {
  normaliseResult,
  type Phase,
  type Result,
} from '@quality-gates/backstage-plugin-quality-gates-common';

const UNFINISHED: ReadonlyMap<string, Phase> = new Map([
  ['pending', 'pending'],
  ['queued', 'pending'],
  ['in_progress', 'executing'],
  ['running', 'executing'],
]);

/**
 * Phase and result of a `status` of the plain doors. The result is undefined until it is over.
 *
 * @example readStatus('succeeded') // { phase: 'terminal', result: 'success' }
 */
export function readStatus(status: string): { phase: Phase; result?: Result } {
  const phase = UNFINISHED.get(status);
  if (phase) return { phase };
  return { phase: 'terminal', result: normaliseResult(status) };
}

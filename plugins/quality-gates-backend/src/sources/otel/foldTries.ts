import type { TestCase } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { TestTry } from './TestSpan';

/** A try of a case and where it stands: the same case elsewhere is another one, of a matrix for example. */
export interface PlacedTry extends TestTry {
  readonly suite?: string;
  /** Span id of what is around it, be it known or not. */
  readonly place: string | null;
}

const MAX_MESSAGE = 500;

/**
 * The cases behind tries, in the order of their first try. A case that failed and passed is flaky, whichever came
 * first; tries without a result are left out.
 */
export function foldTries(tries: readonly PlacedTry[]): TestCase[] {
  const byCase = new Map<string, PlacedTry[]>();
  for (const one of tries) {
    if (!one.status) continue;
    const { place, suite, file, name } = one;
    const key = JSON.stringify([place, suite, file, name]);
    const known = byCase.get(key);
    if (known) known.push(one);
    else byCase.set(key, [one]);
  }
  return [...byCase.values()].map(toCase);
}

function toCase(tries: readonly PlacedTry[]): TestCase {
  const last = tries.at(-1)!;
  const status = statusOf(tries);
  const failure = tries.findLast(one => one.status === 'failed');
  const message = failure?.message?.slice(0, MAX_MESSAGE);
  const { name, file, suite, durationSeconds } = last;
  return {
    name,
    ...(file && { file }),
    ...(suite && { suite }),
    status,
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(message && { message }),
  };
}

function statusOf(tries: readonly PlacedTry[]): TestCase['status'] {
  const statuses = new Set(tries.map(one => one.status));
  if (statuses.has('failed'))
    return statuses.has('passed') ? 'flaky' : 'failed';
  return statuses.has('passed') ? 'passed' : 'skipped';
}

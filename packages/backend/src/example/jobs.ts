import type { DateTime } from 'luxon';
import { between, noise, numberId, pick } from './noise';
import type {
  ExampleJob,
  ExampleJobRun,
  ExampleStep,
  ExampleTrouble,
} from './types';

const LOST_RUNNER = 'The runner has received a shutdown signal.';
const LOST_NETWORK = 'fatal: unable to access the repository: connection reset';
const CACHE_HIT_RATIO = 0.74;

/** One execution of a job: it is checked out, a build restores its cache, and then the work is done. */
export function createJobRun(
  job: ExampleJob,
  plan: {
    readonly key: readonly [run: number, attempt: number];
    readonly queuedAt: DateTime;
    readonly startedAt: DateTime;
    readonly trouble?: ExampleTrouble;
  },
): ExampleJobRun {
  const { key, queuedAt, startedAt, trouble } = plan;
  const { name, type } = job;
  const id = numberId('job', name, ...key);
  const steps: ExampleStep[] = [];
  let at = startedAt;
  const add = (
    step: Pick<ExampleStep, 'name' | 'message' | 'cacheHit'>,
    seconds: number,
  ) => {
    const finishedAt = at.plus({ seconds: Math.round(seconds) });
    steps.push({ ...step, startedAt: at, finishedAt });
    at = finishedAt;
  };
  const lostNetwork = trouble === 'platform' && noise('network', id) < 0.5;
  const message = lostNetwork ? LOST_NETWORK : undefined;
  add({ name: 'Check out', message }, between(4, 12, 'checkout', id));
  if (type === 'build' && !lostNetwork) {
    const cacheHit = noise('cache', id) < CACHE_HIT_RATIO;
    add({ name: 'Restore cache', cacheHit }, between(6, 30, 'restore', id));
  }
  if (!lostNetwork) {
    const stretch = between(0.85, 1.3, 'work', id);
    add(
      { name: job.step, message: messageOf(trouble, id) },
      job.seconds * stretch,
    );
  }
  const passed = trouble === undefined;
  return { id, name, type, passed, queuedAt, startedAt, finishedAt: at, steps };
}

function messageOf(trouble: ExampleTrouble | undefined, id: number) {
  if (trouble === undefined) return undefined;
  if (trouble === 'platform') return LOST_RUNNER;
  if (trouble === 'unknown') return 'The command ended with exit code 1.';
  return pick(
    [
      'CaptureRetry › gives up after 3 conflicts: expected 3 attempts, received 4',
      'Totals › rounds half up: expected 10.05, received 10.04',
      'Basket › stays empty after the last item: expected 0, received 1',
    ],
    'message',
    id,
  );
}

import type {
  Millis,
  ProbeContext,
  TaskData,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Run } from './Job';
import type { Params } from './params';

const CONCLUSIONS: Readonly<Record<string, string>> = {
  success: 'success',
  failure: 'failure',
  error: 'failure',
  timeout: 'timed_out',
  cancellation: 'cancelled',
  skip: 'skipped',
};

/** The newest run of the pipeline for the commit, as it was told to Quality Gates; undefined when there is none. */
export async function readTasks({
  params,
  fill,
  facts,
}: ProbeContext<Params>): Promise<Run | undefined> {
  const tasks = await facts.tasks({
    commit: fill(params.commit),
    pipeline: fill(params.workflow),
  });
  const begins = new Map<string, Millis>();
  for (const task of tasks) {
    const known = begins.get(task.runKey) ?? -Infinity;
    begins.set(task.runKey, Math.max(known, beginOf(task)));
  }
  const [newest] = [...begins].sort(
    ([oneKey, one], [otherKey, other]) =>
      other - one || otherKey.localeCompare(oneKey),
  );
  if (!newest) return undefined;
  const own = tasks.filter(({ runKey }) => runKey === newest[0]);
  return {
    jobs: own.map(({ name, result, finishedAt }) => ({
      name,
      conclusion:
        result === undefined && finishedAt === undefined
          ? undefined
          : CONCLUSIONS[result ?? ''] ?? 'unknown',
    })),
    isRunning: false,
    url: own.find(({ url }) => /^https?:\/\//.test(url ?? ''))?.url,
  };
}

function beginOf({ startedAt, queuedAt, finishedAt }: TaskData): Millis {
  return startedAt ?? queuedAt ?? finishedAt ?? 0;
}

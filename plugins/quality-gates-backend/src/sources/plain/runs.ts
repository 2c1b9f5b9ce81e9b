import type { IngestRun } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  runKey,
  taskKey,
  type Fact,
  type FactOf,
  type Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { millisOf, subjectOf, type Sent } from './Sent';
import { readStatus } from './status';

/** Hosts whose runs are told by a webhook or a trace too: the same key makes them the same run. */
const PROVIDERS: ReadonlyMap<string, string> = new Map([
  ['github.com', 'github'],
  ['gitlab.com', 'gitlab'],
]);

/** One run fact, and a task fact for each of its tasks. */
export function runFacts(sent: Sent<IngestRun>): Fact[] {
  const { value, token } = sent;
  const subject = { ...subjectOf(sent), pipeline: value.pipeline };
  const key = keyOf(sent, subject);
  const { phase, result } = readStatus(value.status);
  const queuedAt = millisOf(value.queuedAt);
  const startedAt = millisOf(value.startedAt);
  const finishedAt = millisOf(value.finishedAt);
  const run: FactOf<'run'> = {
    type: 'run',
    key,
    subject,
    channel: 'plain',
    at: finishedAt ?? startedAt ?? queuedAt ?? 0,
    phase,
    reportedBy: token,
    data: {
      pipeline: value.pipeline,
      attempt: value.attempt ?? 1,
      result,
      branch: value.branch,
      commit: value.commit,
      pullRequest:
        value.pullRequest === undefined ? undefined : `${value.pullRequest}`,
      queuedAt,
      startedAt,
      dequeuedAt: queuedAt === undefined ? undefined : startedAt,
      finishedAt,
      url: value.url,
    },
  };
  return [run, ...taskFacts(value.tasks ?? [], run)];
}

function keyOf({ value, token }: Sent<IngestRun>, { repository }: Subject) {
  const attempt = value.attempt ?? 1;
  if (!repository) return `plain:${token}/${value.id}#${attempt}`;
  const provider = PROVIDERS.get(repository.host) ?? 'plain';
  return runKey({ provider, repository, runId: value.id, attempt });
}

/**
 * Tasks have no id of their own: the n-th of its name, by start, is the same task in the next message, also when that
 * lists them in another order or corrects a time.
 */
function taskFacts(
  tasks: NonNullable<IngestRun['tasks']>,
  run: FactOf<'run'>,
): FactOf<'task'>[] {
  const seen = new Map<string, number>();
  const ordered = [...tasks].sort(
    (a, b) =>
      millisOf(a.startedAt) - millisOf(b.startedAt) ||
      millisOf(a.finishedAt) - millisOf(b.finishedAt),
  );
  return ordered.map(task => {
    const nth = (seen.get(task.name) ?? 0) + 1;
    seen.set(task.name, nth);
    const { phase, result } = readStatus(task.status);
    return {
      ...run,
      type: 'task',
      key: taskKey(run.key, task.name, String(nth)),
      at: millisOf(task.finishedAt),
      phase,
      data: {
        runKey: run.key,
        name: task.name,
        stage: task.stage,
        result,
        queuedAt: millisOf(task.queuedAt),
        startedAt: millisOf(task.startedAt),
        finishedAt: millisOf(task.finishedAt),
        url: task.url,
      },
    };
  });
}

import {
  taskKey,
  type FactOf,
  type Millis,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { originOf } from './origin';
import type { Node, Workflow } from './payloads';
import { standingOf } from './status';

/** Nodes that do something. Groups and retries only hold others; the containers of a pod are its steps. */
const TASKS = new Set(['Pod', 'HTTP', 'Plugin', 'Suspend', 'Skipped']);
const MAX_TASKS = 1_000;

/**
 * One run fact, and a task fact for each of its nodes that does something; each try of a retried one is a task of its
 * own under one name. The key has the uid in it, because names come back after a workflow was deleted.
 *
 * `argo retry` takes a workflow up again under its uid: it is the same run, that ends later.
 */
export function workflowFacts(
  workflow: Workflow,
): (FactOf<'run'> | FactOf<'task'>)[] {
  const run = runFact(workflow);
  const nodes = workflow.status?.nodes ?? [];
  const names = namesOfTries(nodes);
  const tasks = nodes
    .filter(({ type }) => TASKS.has(type))
    .slice(0, MAX_TASKS)
    .map(node => taskFact(node, names.get(node.id), run));
  const at = Math.max(run.at, ...tasks.map(task => task.at));
  return [{ ...run, at }, ...tasks];
}

function runFact(workflow: Workflow): FactOf<'run'> {
  const { metadata, spec, status } = workflow;
  const { name, namespace, uid, creationTimestamp: queuedAt } = metadata;
  const { subject, pipeline, run } = originOf(workflow);
  const { phase, result } = standingOf(status?.phase, status?.message);
  const over = phase === 'terminal';
  const startedAt = status?.startedAt;
  const finishedAt = over ? endOf(workflow) : undefined;
  const stopped = over && Boolean(spec?.shutdown) && result !== 'success';
  return {
    type: 'run',
    key: `argo-workflows:${namespace}/${name}/${uid}#1`,
    subject,
    channel: 'webhook',
    at: Math.max(queuedAt, startedAt ?? 0, finishedAt ?? 0),
    phase: phase === 'pending' && startedAt !== undefined ? 'executing' : phase,
    data: {
      pipeline,
      attempt: 1,
      result: stopped ? 'cancellation' : result,
      ...run,
      queuedAt,
      startedAt,
      dequeuedAt: startedAt,
      finishedAt,
    },
  };
}

/** An exit handler runs before the workflow has an end: it tells how long it took since it was made. */
function endOf({ metadata, status }: Workflow): Millis | undefined {
  const start = status?.startedAt ?? metadata.creationTimestamp;
  if (status?.finishedAt !== undefined) {
    return Math.max(status.finishedAt, start);
  }
  const duration = status?.durationSeconds;
  return duration === undefined
    ? undefined
    : start + Math.round(duration * 1_000);
}

/** Tries are called `test(0)`, `test(1)`, …: they are tries of `test`, the node that holds them. */
function namesOfTries(nodes: readonly Node[]): ReadonlyMap<string, string> {
  return new Map(
    nodes
      .filter(({ type }) => type === 'Retry')
      .flatMap(({ id, displayName, children }) =>
        children.map(child => [child, displayName ?? id] as const),
      ),
  );
}

function taskFact(
  node: Node,
  nameOfRetry: string | undefined,
  run: FactOf<'run'>,
): FactOf<'task'> {
  const { id, displayName, startedAt: start, finishedAt: end } = node;
  const name = nameOfRetry ?? displayName ?? id;
  const { phase, result } = standingOf(node.phase, node.message);
  // Argo gives what never ran a start, and an end at the same time.
  const ran = phase !== 'pending' && result !== 'skip';
  const startedAt = ran ? start : undefined;
  const finishedAt =
    phase === 'terminal' && end !== undefined
      ? Math.max(end, startedAt ?? end)
      : undefined;
  return {
    type: 'task',
    key: taskKey(run.key, name, id),
    subject: run.subject,
    channel: 'webhook',
    at: Math.max(run.data.queuedAt ?? 0, start ?? 0, finishedAt ?? 0),
    phase,
    data: { runKey: run.key, name, result, startedAt, finishedAt },
  };
}

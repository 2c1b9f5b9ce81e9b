import {
  taskKey,
  type FactOf,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import { originOf } from './origin';
import type { Metadata, pipelineRunPayload } from './payloads';
import { standingOf } from './status';

const PIPELINE_LABEL = 'tekton.dev/pipeline';

/** One run fact, and once it is over a task fact for each task that it skipped: a skipped task has no TaskRun. */
export function pipelineRunFacts({
  pipelineRun,
}: z.output<typeof pipelineRunPayload>): (FactOf<'run'> | FactOf<'task'>)[] {
  const { metadata, spec, status } = pipelineRun;
  const { creationTimestamp: queuedAt } = metadata;
  const { phase, result, since } = standingOf(status);
  const over = phase === 'terminal';
  const { subject, run } = originOf(metadata, spec?.params ?? []);
  const pipeline =
    metadata.labels.get(PIPELINE_LABEL) ||
    spec?.pipelineRef?.name ||
    metadata.name;
  // The time of the first look by Tekton is there while the run is held back, too.
  const startedAt = phase === 'pending' ? undefined : status?.startTime;
  const finishedAt = over ? status?.completionTime ?? since : undefined;
  const fact: FactOf<'run'> = {
    type: 'run',
    key: runKeyOf(metadata),
    subject: { ...subject, pipeline },
    channel: 'webhook',
    at: Math.max(queuedAt, startedAt ?? 0, since ?? 0, finishedAt ?? 0),
    phase,
    data: {
      pipeline,
      attempt: 1,
      result,
      ...run,
      queuedAt,
      startedAt,
      dequeuedAt: startedAt,
      finishedAt,
    },
  };
  const skipped = over ? status?.skippedTasks ?? [] : [];
  return [fact, ...skipped.map(({ name }) => skippedTask(name, fact))];
}

/** The uid is in it because names come back after a run was deleted. */
export function runKeyOf({
  namespace,
  name,
  uid,
}: Pick<Metadata, 'namespace' | 'name' | 'uid'>): string {
  return `tekton:${namespace}/${name}/${uid}#1`;
}

function skippedTask(name: string, run: FactOf<'run'>): FactOf<'task'> {
  return {
    ...run,
    type: 'task',
    key: taskKey(run.key, name, 'skipped'),
    data: { runKey: run.key, name, result: 'skip' },
  };
}

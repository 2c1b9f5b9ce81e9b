import {
  taskKey,
  type Fact,
  type FactOf,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import { originOf } from './origin';
import type { Attempt, Metadata, taskRunPayload } from './payloads';
import { runKeyOf } from './pipelineRun';
import { standingOf } from './status';

type TaskRun = z.output<typeof taskRunPayload>['taskRun'];

const TASK_LABELS = ['tekton.dev/pipelineTask', 'tekton.dev/task'];
const PIPELINE_LABEL = 'tekton.dev/pipeline';

/** One task fact a try; a TaskRun that no PipelineRun made is a run of its own. */
export function taskRunFacts({
  taskRun,
}: z.output<typeof taskRunPayload>): Fact[] {
  const { metadata, status } = taskRun;
  const owner = metadata.ownerReferences.find(
    ({ kind }) => kind === 'PipelineRun',
  );
  const tries = [...(status?.retriesStatus ?? []), status ?? undefined];
  if (!owner) return [standaloneRun(taskRun)];
  const runKey = runKeyOf({ namespace: metadata.namespace, ...owner });
  const { subject } = originOf(metadata, taskRun.spec?.params ?? []);
  const pipeline = metadata.labels.get(PIPELINE_LABEL) || undefined;
  return tries.map((attempt, index) => {
    const { at, phase, data } = stepOf(attempt, metadata);
    const name = nameOf(taskRun);
    return {
      type: 'task',
      key: taskKey(runKey, name, `${metadata.uid}/${index + 1}`),
      subject: { ...subject, pipeline },
      channel: 'webhook',
      at,
      phase,
      data: {
        runKey,
        name,
        ...data,
        // A retry did not wait since the TaskRun was made.
        queuedAt: index === 0 ? data.queuedAt : undefined,
      },
    };
  });
}

function standaloneRun(taskRun: TaskRun): FactOf<'run'> {
  const { metadata, spec, status } = taskRun;
  const { at, phase, data } = stepOf(status ?? undefined, metadata);
  const { subject, run } = originOf(metadata, spec?.params ?? []);
  const pipeline = nameOf(taskRun);
  return {
    type: 'run',
    key: runKeyOf(metadata),
    subject: { ...subject, pipeline },
    channel: 'webhook',
    at,
    phase,
    data: {
      pipeline,
      attempt: 1,
      ...run,
      ...data,
      dequeuedAt: data.startedAt,
    },
  };
}

function nameOf({ metadata, spec }: TaskRun): string {
  const [label] = TASK_LABELS.flatMap(key => metadata.labels.get(key) || []);
  return label ?? spec?.taskRef?.name ?? metadata.name;
}

/**
 * Times of one try. `startTime` is when Tekton looked at it first; the waiting for a node and an image ends with the
 * first step, and only a try that never came to one started at `startTime`.
 */
function stepOf(attempt: Attempt | undefined, metadata: Metadata) {
  const { phase, result, since } = standingOf(attempt);
  const { creationTimestamp: queuedAt } = metadata;
  const over = phase === 'terminal';
  const starts = (attempt?.steps ?? []).flatMap(
    ({ running, terminated }) =>
      running?.startedAt ?? terminated?.startedAt ?? [],
  );
  const first = starts.length > 0 ? Math.min(...starts) : undefined;
  const startedAt = first ?? (over ? attempt?.startTime : undefined);
  const end = over ? attempt?.completionTime ?? since : undefined;
  const finishedAt = end && Math.max(end, startedAt ?? end);
  return {
    phase: phase === 'pending' && first !== undefined ? 'executing' : phase,
    at: Math.max(queuedAt, startedAt ?? 0, since ?? 0, finishedAt ?? 0),
    data: { result, queuedAt, startedAt, finishedAt },
  } as const;
}

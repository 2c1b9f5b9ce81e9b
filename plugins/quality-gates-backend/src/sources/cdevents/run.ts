import {
  normaliseResult,
  type Phase,
  type Result,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  taskKey,
  type FactOf,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { pipelineRunEvent, RunEvent, taskRunEvent } from './payloads';
import { placeOf, subjectOf } from './subject';

/** The predicate of an event of a run or task. */
export type RunPredicate = 'queued' | 'started' | 'finished';

const PHASES: Readonly<Record<RunPredicate, Phase>> = {
  queued: 'pending',
  started: 'executing',
  finished: 'terminal',
};

/** One run fact: each event brings one of its times. */
export function pipelineRunFacts(
  event: z.output<typeof pipelineRunEvent>,
  predicate: RunPredicate,
  instance: string,
): FactOf<'run'>[] {
  return [
    runFact(event, predicate, {
      key: runKeyOf(placeOf(instance, event)),
      pipeline: event.subject.content.pipelineName,
    }),
  ];
}

/** One task fact; a task that belongs to no run is a run of its own. */
export function taskRunFacts(
  event: z.output<typeof taskRunEvent>,
  predicate: RunPredicate,
  instance: string,
): (FactOf<'run'> | FactOf<'task'>)[] {
  const { context, subject } = event;
  const { taskName = subject.id, pipelineRun } = subject.content;
  if (!pipelineRun) {
    const key = runKeyOf(placeOf(instance, event));
    return [runFact(event, predicate, { key, pipeline: taskName })];
  }
  const runKey = runKeyOf(placeOf(instance, event, pipelineRun));
  return [
    {
      type: 'task',
      key: taskKey(runKey, taskName, subject.id),
      subject: subjectOf(event),
      channel: 'webhook',
      at: context.timestamp,
      phase: PHASES[predicate],
      data: { runKey, name: taskName, ...step(event, predicate) },
    },
  ];
}

/** CDEvents has no attempts: a repeated run is another subject. */
function runKeyOf(place: string): string {
  return `${place}#1`;
}

function runFact(
  event: RunEvent,
  predicate: RunPredicate,
  { key, pipeline }: { key: string; pipeline: string | undefined },
): FactOf<'run'> {
  const { context, customData } = event;
  const times = step(event, predicate);
  return {
    type: 'run',
    key,
    subject: { ...subjectOf(event), pipeline },
    channel: 'webhook',
    at: context.timestamp,
    phase: PHASES[predicate],
    data: {
      pipeline,
      attempt: 1,
      branch: customData.branch,
      commit: customData.commit,
      ...times,
      dequeuedAt: times.startedAt,
    },
  };
}

function step({ context, subject }: RunEvent, predicate: RunPredicate) {
  const { url, uri, outcome } = subject.content;
  const at = context.timestamp;
  return {
    queuedAt: predicate === 'queued' ? at : undefined,
    startedAt: predicate === 'started' ? at : undefined,
    finishedAt: predicate === 'finished' ? at : undefined,
    result: predicate === 'finished' ? resultOf(outcome) : undefined,
    url: url ?? uri,
  };
}

/** `success`, `failure`, `cancel` or `error`; an event without an outcome does not say how it ended. */
function resultOf(outcome: string | undefined): Result {
  return outcome === 'cancel' ? 'cancellation' : normaliseResult(outcome);
}

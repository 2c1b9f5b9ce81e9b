import type { Phase } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  taskKey,
  type FactOf,
  type Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Build } from './payloads';
import { phaseOf, resultOf } from './status';

/** The run that a job belongs to. */
export interface RunOfTask {
  readonly key: string;
  readonly subject: Subject;
  /** Page of the project. */
  readonly page: string;
  /** Nobody will start a manual job of a run that is over: it was skipped, unless it is started after all. */
  readonly over?: boolean;
}

/**
 * A job as a task; undefined for a status that is not known. A job that is retried is another job of the same run.
 *
 * `created_at` is that of the pipeline, so a job of a later stage did not wait for a runner since then: GitLab's
 * `queued_duration` before the start did. A job has no time of its last change: the latest of its times stands for it.
 */
export function taskFact(
  job: Build,
  run: RunOfTask,
): FactOf<'task'> | undefined {
  const left = job.status === 'manual' && run.over;
  const phase: Phase | undefined = left ? 'terminal' : phaseOf(job.status);
  if (!phase) return undefined;
  const { started_at, finished_at, queued_duration } = job;
  const startedAt = phase === 'pending' ? undefined : started_at;
  const finishedAt =
    phase === 'terminal' && finished_at !== undefined
      ? Math.max(finished_at, startedAt ?? finished_at)
      : undefined;
  return {
    type: 'task',
    key: taskKey(run.key, job.name, String(job.id)),
    subject: run.subject,
    channel: 'webhook',
    at: latestOf(job),
    phase,
    data: {
      runKey: run.key,
      name: job.name,
      stage: job.stage,
      result:
        phase === 'terminal'
          ? resultOf(job.status, job.failure_reason)
          : undefined,
      queuedAt:
        startedAt !== undefined && queued_duration !== undefined
          ? startedAt - queued_duration
          : undefined,
      startedAt,
      finishedAt,
      url: `${run.page}/-/jobs/${job.id}`,
    },
  };
}

/** The latest time a job gives; 0 when it gives none. */
export function latestOf(job: Build): number {
  return Math.max(
    job.created_at ?? 0,
    job.started_at ?? 0,
    job.finished_at ?? 0,
  );
}

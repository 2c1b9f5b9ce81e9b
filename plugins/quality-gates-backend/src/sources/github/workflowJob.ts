import { normaliseResult } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  runKey,
  taskKey,
  type FactOf,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { workflowJobPayload } from './payloads';
import { phaseOf } from './workflowRun';

/**
 * One task fact, and with a job that a runner took one run fact: the first of them says when the run left the queue.
 * A job has no time of its last change: the latest of its times stands for it.
 *
 * Skipped jobs are sent with a completion before their start, and starts before their creation; both are clamped, so
 * that no duration is negative. While a job waits, `started_at` repeats `created_at` and says nothing.
 */
export function workflowJobFacts(
  payload: z.output<typeof workflowJobPayload>,
): (FactOf<'task'> | FactOf<'run'>)[] {
  const { repository, workflow_job: job } = payload;
  const pipeline = job.workflow_name;
  const phase = phaseOf(job.status);
  const over = phase === 'terminal';
  const run = runKey({
    provider: 'github',
    repository: repository.identity,
    runId: String(job.run_id),
    attempt: job.run_attempt ?? 1,
  });
  const result =
    over && job.conclusion ? normaliseResult(job.conclusion) : undefined;
  const queuedAt = Math.min(job.created_at ?? job.started_at, job.started_at);
  const startedAt = phase === 'pending' ? undefined : job.started_at;
  const finishedAt = over
    ? Math.max(job.completed_at ?? job.started_at, job.started_at)
    : undefined;
  const subject = { repository: repository.identity, pipeline };
  const ran = startedAt !== undefined && result !== 'skip';
  return [
    ...(ran
      ? [
          {
            type: 'run' as const,
            key: run,
            subject,
            channel: 'webhook' as const,
            at: startedAt,
            phase: 'executing' as const,
            data: {
              pipeline,
              attempt: job.run_attempt ?? 1,
              branch: job.head_branch,
              commit: job.head_sha,
              startedAt,
              dequeuedAt: startedAt,
            },
          },
        ]
      : []),
    {
      type: 'task',
      key: taskKey(run, job.name, String(job.id)),
      subject,
      channel: 'webhook',
      at: finishedAt ?? startedAt ?? queuedAt,
      phase,
      data: {
        runKey: run,
        name: job.name,
        result,
        queuedAt,
        startedAt,
        finishedAt,
        url: job.html_url,
      },
    },
  ];
}

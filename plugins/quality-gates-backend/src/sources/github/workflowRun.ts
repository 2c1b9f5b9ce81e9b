import {
  normaliseResult,
  type Phase,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  runKey,
  type FactOf,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { workflowRunPayload } from './payloads';

type Payload = z.output<typeof workflowRunPayload>;

/**
 * One run fact.
 *
 * `created_at` stays that of the first attempt for ever. A later attempt is therefore queued at its `run_started_at`,
 * the moment someone asked for the re-run; else the days in between would count as waiting for a runner.
 */
export function workflowRunFacts(payload: Payload): FactOf<'run'>[] {
  const { repository, workflow, workflow_run: run } = payload;
  const attempt = run.run_attempt ?? 1;
  const phase = phaseOf(run.status);
  const over = phase === 'terminal';
  const pipeline = workflow ?? run.name;
  const queuedAt = attempt === 1 ? run.created_at : run.run_started_at;
  const startedAt = phase === 'pending' ? undefined : run.run_started_at;
  const pullRequest = run.pull_requests?.[0]?.number;
  return [
    {
      type: 'run',
      key: runKey({
        provider: 'github',
        repository: repository.identity,
        runId: String(run.id),
        attempt,
      }),
      subject: { repository: repository.identity, pipeline },
      channel: 'webhook',
      at: run.updated_at,
      phase,
      data: {
        pipeline,
        attempt,
        result:
          over && run.conclusion ? normaliseResult(run.conclusion) : undefined,
        branch: run.head_branch,
        commit: run.head_sha,
        pullRequest: pullRequest === undefined ? undefined : `${pullRequest}`,
        queuedAt,
        startedAt,
        dequeuedAt: endOfWaiting(startedAt, queuedAt),
        finishedAt: over ? Math.max(run.updated_at, startedAt ?? 0) : undefined,
        url: urlOf(run.html_url, attempt),
        defaultBranch: isDefaultBranch(payload),
        actor: run.triggering_actor ?? run.actor,
      },
    },
  ];
}

/**
 * GitHub sets `run_started_at` when a run is asked for, so it does not tell when a runner took it; the run's first job
 * does (workflowJob.ts). Only a time after that of asking ends the waiting.
 */
function endOfWaiting(
  startedAt: number | undefined,
  queuedAt: number | undefined,
): number | undefined {
  if (startedAt === undefined || queuedAt === undefined) return undefined;
  return startedAt > queuedAt ? startedAt : undefined;
}

function urlOf(page: string | undefined, attempt: number) {
  return page && attempt > 1 ? `${page}/attempts/${attempt}` : page;
}

/** GitHub's `status` of runs and jobs: `queued`, `requested`, `waiting` and `pending` all wait. */
export function phaseOf(status: string): Phase {
  if (status === 'completed') return 'terminal';
  return status === 'in_progress' ? 'executing' : 'pending';
}

/** A pull request from the default branch of a fork has its name, and is not it. */
function isDefaultBranch({ repository, workflow_run: run }: Payload) {
  if (!repository.default_branch || !run.head_branch) return undefined;
  const head = run.head_repository?.full_name ?? repository.full_name;
  return (
    run.head_branch === repository.default_branch &&
    head === repository.full_name &&
    !run.event?.startsWith('pull_request')
  );
}

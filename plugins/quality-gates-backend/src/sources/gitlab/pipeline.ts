import {
  runKey,
  type FactOf,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { pipelinePayload } from './payloads';
import { phaseOf, resultOf } from './status';
import { latestOf, taskFact } from './task';

type Payload = z.output<typeof pipelinePayload>;

/**
 * One run fact, and a task fact a job. The run's result is its own status: GitLab has weighed `allow_failure` there.
 *
 * A pipeline has one attempt for ever: a retried job runs in the same pipeline, which is then under way again and ends
 * later. It gives no time of its last change: the latest time in the message, jobs included, stands for it.
 */
export function pipelineFacts(
  payload: Payload,
): (FactOf<'run'> | FactOf<'task'>)[] {
  const { object_attributes: pipeline, project, builds } = payload;
  const run = runFact(payload);
  if (!run) return [];
  const place = {
    key: run.key,
    subject: run.subject,
    page: project.web_url.page,
    over: phaseOf(pipeline.status) === 'terminal',
  };
  const tasks = builds.flatMap(build => taskFact(build, place) ?? []);
  return [run, ...tasks];
}

function runFact(payload: Payload): FactOf<'run'> | undefined {
  const { object_attributes: pipeline, merge_request, project } = payload;
  const { page, identity } = project.web_url;
  const phase = phaseOf(pipeline.status);
  if (!phase) return undefined;
  const over = phase === 'terminal';
  const startedAt = startOf(payload);
  return {
    type: 'run',
    key: runKey({
      provider: 'gitlab',
      repository: identity,
      runId: String(pipeline.id),
      attempt: 1,
    }),
    subject: { repository: identity, pipeline: pipeline.name },
    channel: 'webhook',
    at: Math.max(
      pipeline.created_at,
      pipeline.finished_at ?? 0,
      ...payload.builds.map(latestOf),
    ),
    phase: phase === 'pending' && startedAt !== undefined ? 'executing' : phase,
    data: {
      pipeline: pipeline.name,
      attempt: 1,
      result: over ? resultOf(pipeline.status) : undefined,
      ...refOf(payload),
      commit: pipeline.sha,
      pullRequest: merge_request ? `${merge_request.iid}` : undefined,
      queuedAt: pipeline.created_at,
      startedAt,
      dequeuedAt: startedAt,
      finishedAt: over ? pipeline.finished_at : undefined,
      url: pipeline.url ?? `${page}/-/pipelines/${pipeline.id}`,
      actor: payload.user,
    },
  };
}

/** GitLab leaves `queued_duration` out when it was under a second: then the first job that started says when. */
function startOf({ object_attributes: pipeline, builds }: Payload) {
  const { created_at, queued_duration, status } = pipeline;
  if (status === 'skipped') return undefined;
  if (queued_duration !== undefined) return created_at + queued_duration;
  const starts = builds.flatMap(({ started_at }) => started_at ?? []);
  return starts.length > 0 ? Math.min(...starts) : undefined;
}

/** A pipeline of a merge request runs on its source branch, which in a fork may be called like the default one. */
function refOf({
  object_attributes: pipeline,
  merge_request,
  project,
}: Payload) {
  const branch = merge_request?.source_branch ?? pipeline.ref;
  if (pipeline.tag) return { branch: undefined, defaultBranch: false };
  if (!branch || !project.default_branch) return { branch };
  const defaultBranch = !merge_request && branch === project.default_branch;
  return { branch, defaultBranch };
}

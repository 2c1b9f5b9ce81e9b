import {
  runKey,
  type FactOf,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { jobPayload } from './payloads';
import { taskFact } from './task';

type Payload = z.output<typeof jobPayload>;

/** One task fact, and with a job that a runner took one run fact: the first of them says when the run left the queue. */
export function jobFacts(payload: Payload): (FactOf<'task'> | FactOf<'run'>)[] {
  const { page, identity } = payload.repository.homepage;
  const pipeline = payload.commit?.name;
  const run = {
    key: runKey({
      provider: 'gitlab',
      repository: identity,
      runId: String(payload.pipeline_id),
      attempt: 1,
    }),
    subject: { repository: identity, pipeline },
    page,
  };
  const task = taskFact(buildOf(payload), run);
  if (!task) return [];
  const { startedAt, result } = task.data;
  if (startedAt === undefined || result === 'skip') return [task];
  return [
    {
      type: 'run',
      key: run.key,
      subject: run.subject,
      channel: 'webhook',
      at: startedAt,
      phase: 'executing',
      data: {
        pipeline,
        attempt: 1,
        branch: branchOf(payload),
        commit: payload.sha,
        startedAt,
        dequeuedAt: startedAt,
      },
    },
    task,
  ];
}

function buildOf(payload: Payload) {
  return {
    id: payload.build_id,
    name: payload.build_name,
    stage: payload.build_stage,
    status: payload.build_status,
    created_at: payload.build_created_at,
    started_at: payload.build_started_at,
    finished_at: payload.build_finished_at,
    queued_duration: payload.build_queued_duration,
    failure_reason: payload.build_failure_reason,
  };
}

/** A job of a merge request has `refs/merge-requests/…`, whose source branch only the pipeline's own event names. */
function branchOf({ ref, tag }: Payload) {
  return tag || ref?.startsWith('refs/') ? undefined : ref;
}

import type { Outcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { deploymentReviewPayload } from './payloads';

type Payload = z.output<typeof deploymentReviewPayload>;

/** Name of the gate that required reviewers of an environment are. */
const GATE = 'github-deployment-review';
const OUTCOMES: ReadonlyMap<string, Outcome> = new Map([
  ['approved', 'pass'],
  ['rejected', 'fail'],
]);
const MAX_SUMMARY = 512;

/**
 * One gate report for each environment that people let a run deploy to, or did not; none for a review that is only
 * asked for. GitHub gives no time of the decision: the run's last change stands for it.
 */
export function deploymentReviewFacts(
  payload: Payload,
): FactOf<'gate-report'>[] {
  const { repository, workflow_run: run } = payload;
  const outcome = OUTCOMES.get(payload.action);
  if (!outcome || !run) return [];
  const { host, path } = repository.identity;
  return environmentsOf(payload).map(environment => {
    const id = `${run.id}#${run.run_attempt ?? 1}/${environment}`;
    return {
      type: 'gate-report',
      key: `github:${host}/${path}/${id}`,
      subject: { repository: repository.identity, pipeline: run.name },
      channel: 'webhook',
      at: run.updated_at,
      phase: 'terminal',
      data: {
        id,
        gate: GATE,
        environment,
        commit: run.head_sha,
        runUrl: run.html_url,
        phase: 'pre-deploy',
        outcome,
        summary: summaryOf(payload),
        evidenceUrl: run.html_url,
      },
    };
  });
}

function environmentsOf(payload: Payload): string[] {
  const { workflow_job_run: one, workflow_job_runs: all } = payload;
  const jobs = [...(one ? [one] : []), ...(all ?? [])];
  return [...new Set(jobs.map(({ environment }) => environment))];
}

/** `approved by ana: looks good` */
function summaryOf({ action, approver, comment }: Payload): string {
  const by = approver === undefined ? '' : ` by ${approver}`;
  const why = comment === undefined ? '' : `: ${comment}`;
  return `${action}${by}${why}`.slice(0, MAX_SUMMARY);
}

import { InputError } from '@backstage/errors';
import type {
  Delivery,
  Fact,
  Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';
import { deploymentFacts } from './deployment';
import { deploymentStatusFacts } from './deploymentStatus';
import {
  deploymentPayload,
  deploymentStatusPayload,
  pullRequestPayload,
  pushPayload,
  workflowJobPayload,
  workflowRunPayload,
} from './payloads';
import { pullRequestFacts } from './pullRequest';
import { pushFacts } from './push';
import { verifyGithub } from './verify';
import { workflowJobFacts } from './workflowJob';
import { workflowRunFacts } from './workflowRun';

const EVENTS: ReadonlyMap<string, (body: unknown) => Fact[]> = new Map([
  ['workflow_run', read(workflowRunPayload, workflowRunFacts)],
  ['workflow_job', read(workflowJobPayload, workflowJobFacts)],
  ['deployment', read(deploymentPayload, deploymentFacts)],
  ['deployment_status', read(deploymentStatusPayload, deploymentStatusFacts)],
  ['push', read(pushPayload, pushFacts)],
  ['pull_request', read(pullRequestPayload, pullRequestFacts)],
]);

/** GitHub and GitHub Enterprise Server, by webhook. Set-up: README.md. */
export const github: Source = {
  id: 'github',
  ingress: [
    {
      type: 'webhook',
      headers: ['x-github-event', 'x-github-delivery'],
      verify: verifyGithub,
      kind: request => request.headers['x-github-event'],
      externalId: request => request.headers['x-github-delivery'],
    },
  ],
  normalise(delivery: Delivery): Fact[] {
    const understand = EVENTS.get(delivery.kind);
    if (!understand) return [];
    try {
      return understand(parseBody(delivery.body));
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      const [issue] = error.issues;
      throw new InputError(
        `GitHub ${delivery.kind}: ${issue.path.join('.')}: ${issue.message}`,
      );
    }
  },
};

function read<S extends z.ZodType>(
  schema: S,
  facts: (payload: z.output<S>) => Fact[],
) {
  return (body: unknown) => facts(schema.parse(body));
}

function parseBody(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    // Without the cause: its message quotes the body.
    throw new InputError(
      'The body is no JSON: set the content type of the webhook to application/json',
    );
  }
}

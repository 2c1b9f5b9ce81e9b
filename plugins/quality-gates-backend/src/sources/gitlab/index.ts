import { InputError } from '@backstage/errors';
import type {
  Delivery,
  Fact,
  Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';
import { deploymentFacts } from './deployment';
import { jobFacts } from './job';
import { mergeRequestFacts } from './mergeRequest';
import {
  deploymentPayload,
  jobPayload,
  mergeRequestPayload,
  pipelinePayload,
  pushPayload,
} from './payloads';
import { pipelineFacts } from './pipeline';
import { pushFacts } from './push';
import { verifyGitlab } from './verify';

const EVENTS: ReadonlyMap<string, (body: unknown) => Fact[]> = new Map([
  ['Pipeline Hook', read(pipelinePayload, pipelineFacts)],
  ['Job Hook', read(jobPayload, jobFacts)],
  ['Deployment Hook', read(deploymentPayload, deploymentFacts)],
  ['Push Hook', read(pushPayload, pushFacts)],
  ['Merge Request Hook', read(mergeRequestPayload, mergeRequestFacts)],
]);

/** GitLab.com and self-managed GitLab, by webhook. Set-up: README.md. */
export const gitlab: Source = {
  id: 'gitlab',
  ingress: [
    {
      type: 'webhook',
      headers: ['x-gitlab-event', 'idempotency-key'],
      verify: verifyGitlab,
      kind: request => request.headers['x-gitlab-event'],
      // Not X-Gitlab-Event-UUID: events that one event caused share it.
      externalId: request => request.headers['idempotency-key'],
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
        `GitLab ${delivery.kind}: ${issue.path.join('.')}: ${issue.message}`,
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
    throw new InputError('The body of the GitLab webhook is no JSON');
  }
}

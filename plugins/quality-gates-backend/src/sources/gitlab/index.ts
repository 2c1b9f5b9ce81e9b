import {
  createPayloadReader,
  type Delivery,
  type Fact,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
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
import { gitlabPoll } from './poll';
import { compareFacts, polledMergeRequestFacts } from './polled';
import { comparePayload, polledMergeRequestPayload } from './pollPayloads';
import { pushFacts } from './push';
import { verifyGitlab } from './verify';

const read = createPayloadReader({ system: 'GitLab' });

const EVENTS: ReadonlyMap<string, (delivery: Delivery) => Fact[]> = new Map([
  ['Pipeline Hook', read(pipelinePayload, pipelineFacts)],
  ['Job Hook', read(jobPayload, jobFacts)],
  ['Deployment Hook', read(deploymentPayload, deploymentFacts)],
  ['Push Hook', read(pushPayload, pushFacts)],
  ['Merge Request Hook', read(mergeRequestPayload, mergeRequestFacts)],
  ['compare', read(comparePayload, compareFacts)],
  ['merge_request', read(polledMergeRequestPayload, polledMergeRequestFacts)],
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
    gitlabPoll,
  ],
  normalise: delivery => EVENTS.get(delivery.kind)?.(delivery) ?? [],
};

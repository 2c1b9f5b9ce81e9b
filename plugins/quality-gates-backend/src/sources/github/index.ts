import {
  createPayloadReader,
  type Delivery,
  type Fact,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { compareFacts } from './compare';
import { deploymentFacts } from './deployment';
import { deploymentProtectionRuleFacts } from './deploymentProtectionRule';
import { deploymentReviewFacts } from './deploymentReview';
import { deploymentStatusFacts } from './deploymentStatus';
import {
  deploymentPayload,
  deploymentProtectionRulePayload,
  deploymentReviewPayload,
  deploymentStatusPayload,
  pullRequestPayload,
  pullRequestReviewPayload,
  pushPayload,
  workflowJobPayload,
  workflowRunPayload,
} from './payloads';
import { githubPoll } from './poll';
import { comparePayload } from './pollPayloads';
import { pullRequestFacts } from './pullRequest';
import { pullRequestReviewFacts } from './pullRequestReview';
import { pushFacts } from './push';
import { verifyGithub } from './verify';
import { workflowJobFacts } from './workflowJob';
import { workflowRunFacts } from './workflowRun';

const read = createPayloadReader({
  system: 'GitHub',
  hint: 'set the content type of the webhook to application/json',
});

const EVENTS: ReadonlyMap<string, (delivery: Delivery) => Fact[]> = new Map([
  ['workflow_run', read(workflowRunPayload, workflowRunFacts)],
  ['workflow_job', read(workflowJobPayload, workflowJobFacts)],
  ['deployment', read(deploymentPayload, deploymentFacts)],
  ['deployment_status', read(deploymentStatusPayload, deploymentStatusFacts)],
  [
    'deployment_protection_rule',
    read(deploymentProtectionRulePayload, deploymentProtectionRuleFacts),
  ],
  ['deployment_review', read(deploymentReviewPayload, deploymentReviewFacts)],
  ['push', read(pushPayload, pushFacts)],
  ['pull_request', read(pullRequestPayload, pullRequestFacts)],
  [
    'pull_request_review',
    read(pullRequestReviewPayload, pullRequestReviewFacts),
  ],
  ['compare', read(comparePayload, compareFacts)],
]);

export { createLostRequestPoller } from './createLostRequestPoller';

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
      topic: 'github',
    },
    githubPoll,
  ],
  normalise: delivery => EVENTS.get(delivery.kind)?.(delivery) ?? [],
};

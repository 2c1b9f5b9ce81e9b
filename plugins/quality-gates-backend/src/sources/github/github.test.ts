import { createHmac } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import {
  deliver,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import deploymentCreated from './__fixtures__/deployment.created.json';
import statusSuccess from './__fixtures__/deployment_status.success.json';
import protectionRule from './__fixtures__/deployment_protection_rule.requested.json';
import deploymentReviewed from './__fixtures__/deployment_review.approved.json';
import pullRequestMerged from './__fixtures__/pull_request.merged.json';
import pullRequestReviewed from './__fixtures__/pull_request_review.approved.json';
import pushMain from './__fixtures__/push.main.json';
import jobCompleted from './__fixtures__/workflow_job.completed.json';
import jobSkipped from './__fixtures__/workflow_job.skipped.json';
import runCompleted from './__fixtures__/workflow_run.completed.json';
import runRequested from './__fixtures__/workflow_run.requested.json';
import runRerun from './__fixtures__/workflow_run.rerun.json';
import {
  commitFact,
  deploymentFact,
  dequeuedFact,
  ms,
  page,
  repository,
  reviewFact,
  runFact,
  sha,
  taskFact,
} from './__fixtures__/facts';
import { github } from './index';

const body = new TextEncoder().encode(JSON.stringify(runCompleted));
const secret = 'correct horse battery staple';

describeSource(github, {
  golden: [
    {
      title: 'a completed workflow_run is a finished run',
      delivery: deliver('workflow_run', runCompleted),
      facts: [runFact],
    },
    {
      title: 'a requested workflow_run waits and has not started',
      delivery: deliver('workflow_run', runRequested),
      facts: [
        {
          ...runFact,
          at: ms('2025-03-10T10:00:00Z'),
          phase: 'pending',
          data: {
            ...runFact.data,
            result: undefined,
            startedAt: undefined,
            dequeuedAt: undefined,
            finishedAt: undefined,
            pullRequest: '42',
            defaultBranch: false,
          },
        },
      ],
    },
    {
      title: 'a re-run is an attempt of its own, queued when it was asked for',
      delivery: deliver('workflow_run', runRerun),
      facts: [
        {
          ...runFact,
          key: 'github:github.com/acme/payments/7001#2',
          at: ms('2025-03-12T08:30:00Z'),
          data: {
            ...runFact.data,
            attempt: 2,
            result: 'timeout',
            queuedAt: ms('2025-03-12T08:00:00Z'),
            startedAt: ms('2025-03-12T08:00:00Z'),
            dequeuedAt: undefined,
            finishedAt: ms('2025-03-12T08:30:00Z'),
            url: `${page}/actions/runs/7001/attempts/2`,
            actor: 'ben',
          },
        },
      ],
    },
    {
      title:
        'a completed workflow_job is a finished task, and ends the waiting of its run',
      delivery: deliver('workflow_job', jobCompleted),
      facts: [dequeuedFact, taskFact],
    },
    {
      title: 'a skipped job that ends before it starts has no length',
      delivery: deliver('workflow_job', jobSkipped),
      facts: [
        {
          ...taskFact,
          key: 'github:github.com/acme/payments/7001#1|deploy|9002',
          at: ms('2025-03-10T10:04:01Z'),
          data: {
            ...taskFact.data,
            name: 'deploy',
            result: 'skip',
            startedAt: ms('2025-03-10T10:04:01Z'),
            finishedAt: ms('2025-03-10T10:04:01Z'),
          },
        },
      ],
    },
    {
      title: 'a deployment is pending',
      delivery: deliver('deployment', deploymentCreated),
      facts: [deploymentFact],
    },
    {
      title: 'a successful deployment_status finishes that deployment',
      delivery: deliver('deployment_status', statusSuccess),
      facts: [
        {
          ...deploymentFact,
          at: ms('2025-03-10T12:05:01Z'),
          phase: 'terminal',
          data: {
            ...deploymentFact.data,
            status: 'success',
            result: 'success',
            finishedAt: ms('2025-03-10T12:05:00Z'),
          },
        },
      ],
    },
    {
      title: 'a push to the default branch is a chain of commits from before',
      delivery: deliver('push', pushMain),
      facts: [
        commitFact('c1', {
          parents: [sha('c0')],
          committedAt: '2025-03-10T08:00:00Z',
          title: 'Retry payments',
          merge: false,
          author: 'ana',
          changedPaths: ['src/retry.ts', 'src/pay.ts'],
        }),
        commitFact('c2', {
          parents: [sha('c1')],
          committedAt: '2025-03-10T08:30:00Z',
          title: 'Drop the old path',
          merge: false,
          author: 'Ben',
          changedPaths: ['src/old.ts'],
        }),
        commitFact('c3', {
          parents: [sha('c2')],
          committedAt: '2025-03-10T11:59:00Z',
          title: 'Merge pull request #42 from Acme/retry',
          merge: true,
          author: 'ana',
          changedPaths: [],
        }),
      ],
    },
    {
      title: 'a merged pull_request is a finished change',
      delivery: deliver('pull_request', pullRequestMerged),
      facts: [
        {
          type: 'change',
          key: 'github.com/acme/payments#42',
          subject: { repository },
          channel: 'webhook',
          at: ms('2025-03-10T11:59:01Z'),
          phase: 'terminal',
          data: {
            id: '42',
            url: `${page}/pull/42`,
            title: 'Retry payments',
            author: 'ana',
            openedAt: ms('2025-03-09T09:00:00Z'),
            mergedAt: ms('2025-03-10T11:59:00Z'),
            closedAt: ms('2025-03-10T11:59:00Z'),
            headSha: sha('c2'),
            mergeSha: sha('c3'),
            targetBranch: 'main',
          },
        },
      ],
    },
    {
      title: 'an approving pull_request_review is a reviewed change',
      delivery: deliver('pull_request_review', pullRequestReviewed),
      facts: [
        {
          type: 'change',
          key: 'github.com/acme/payments#42',
          subject: { repository },
          channel: 'webhook',
          at: ms('2025-03-10T11:30:01Z'),
          phase: 'executing',
          data: {
            id: '42',
            url: `${page}/pull/42`,
            title: 'Retry payments',
            author: 'ana',
            openedAt: ms('2025-03-09T09:00:00Z'),
            firstReviewAt: ms('2025-03-10T11:30:00Z'),
            approvedAt: ms('2025-03-10T11:30:00Z'),
            headSha: sha('c2'),
            targetBranch: 'main',
          },
        },
      ],
    },
    {
      title: 'a deployment_protection_rule is a deployment request',
      delivery: deliver('deployment_protection_rule', protectionRule),
      facts: [
        {
          type: 'deployment-request',
          key: 'github:github.com/acme/payments/502',
          subject: { repository },
          channel: 'webhook',
          at: ms('2025-03-10T12:00:00Z'),
          phase: 'terminal',
          data: {
            id: '502',
            environment: 'production',
            environmentName: 'production',
            commit: sha('b2'),
            branch: 'main',
            runUrl: `${page}/actions/runs/7001`,
            actor: 'ana',
            callbackUrl: protectionRule.deployment_callback_url,
            authors: ['ben'],
          },
        },
      ],
    },
    {
      title: 'an approved deployment_review passes a gate of each environment',
      delivery: deliver('deployment_review', deploymentReviewed),
      facts: [reviewFact('production-eu'), reviewFact('production-us')],
    },
  ],
  ignored: [
    { title: 'a ping', delivery: deliver('ping', { zen: 'Keep it simple' }) },
    {
      title: 'a deployment that became inactive',
      delivery: deliver('deployment_status', {
        ...statusSuccess,
        deployment_status: {
          ...statusSuccess.deployment_status,
          state: 'inactive',
        },
      }),
    },
    {
      title: 'a deleted branch',
      delivery: deliver('push', { ...pushMain, deleted: true }),
    },
    {
      title: 'a tag',
      delivery: deliver('push', { ...pushMain, ref: 'refs/tags/v1.4.0' }),
    },
    ...[
      'check_run',
      'check_suite',
      'code_scanning_alert',
      'create',
      'delete',
      'issues',
      'merge_group',
      'release',
      'repository_dispatch',
      'workflow_dispatch',
    ].map(event => ({
      title: `${event}, which another event tells better or nothing asks for`,
      delivery: deliver(event, {}),
    })),
    { title: 'Object.prototype', delivery: deliver('constructor', {}) },
  ],
  malformed: [
    {
      title: 'a run whose id is text',
      delivery: deliver('workflow_run', {
        ...runCompleted,
        workflow_run: { ...runCompleted.workflow_run, id: '7001' },
      }),
      names: 'workflow_run.id',
    },
    {
      title: 'a push without a repository',
      delivery: deliver('push', { ...pushMain, repository: undefined }),
      names: 'repository',
    },
    {
      title: 'a repository that has no address',
      delivery: deliver('push', {
        ...pushMain,
        repository: { ...pushMain.repository, html_url: 'payments' },
      }),
      names: 'repository.html_url',
    },
    {
      title: 'a commit with a time that is no instant',
      delivery: deliver('push', {
        ...pushMain,
        commits: [{ ...pushMain.commits[0], timestamp: 'yesterday' }],
      }),
      names: 'commits.0.timestamp',
    },
    {
      title: 'a protection rule without its deployment',
      delivery: deliver('deployment_protection_rule', {
        ...protectionRule,
        deployment: undefined,
      }),
      names: 'deployment',
    },
    {
      title: 'a review of a pull request without a number',
      delivery: deliver('pull_request_review', {
        ...pullRequestReviewed,
        pull_request: { ...pullRequestReviewed.pull_request, number: null },
      }),
      names: 'pull_request.number',
    },
    {
      title: 'a deployment review whose run names no commit',
      delivery: deliver('deployment_review', {
        ...deploymentReviewed,
        workflow_run: { ...deploymentReviewed.workflow_run, head_sha: null },
      }),
      names: 'workflow_run.head_sha',
    },
    {
      title: 'a form instead of JSON',
      delivery: deliver('push', new TextEncoder().encode('payload=%7B%7D')),
      names: 'application/json',
    },
  ],
  signed: {
    request: {
      body,
      headers: {
        'x-github-event': 'workflow_run',
        'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret)
          .update(body)
          .digest('hex')}`,
      },
    },
    config: new ConfigReader({ webhook: { secrets: ['the old one', secret] } }),
    unconfigured: new ConfigReader({ type: 'github' }),
    proofHeader: 'x-hub-signature-256',
    kind: 'workflow_run',
    externalId: '72d3162e-cc78-11e3-81ab-4c9367dc0958',
  },
});

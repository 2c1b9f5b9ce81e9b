import { createHmac } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import {
  deliver,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import deploymentCreated from './__fixtures__/deployment.created.json';
import statusSuccess from './__fixtures__/deployment_status.success.json';
import pullRequestMerged from './__fixtures__/pull_request.merged.json';
import pushMain from './__fixtures__/push.main.json';
import jobCompleted from './__fixtures__/workflow_job.completed.json';
import jobSkipped from './__fixtures__/workflow_job.skipped.json';
import runCompleted from './__fixtures__/workflow_run.completed.json';
import runRequested from './__fixtures__/workflow_run.requested.json';
import runRerun from './__fixtures__/workflow_run.rerun.json';
import { github } from './index';

const ms = (text: string) => Date.parse(text);
const repository = { host: 'github.com', path: 'acme/payments' };
const pipeline = 'Build and deploy';
const page = 'https://github.com/Acme/Payments';
const sha = (pair: string) => pair.repeat(20);
const runFact = {
  type: 'run' as const,
  key: 'github:github.com/acme/payments/7001#1',
  subject: { repository, pipeline },
  channel: 'webhook' as const,
  at: ms('2025-03-10T10:09:00Z'),
  phase: 'terminal' as const,
  data: {
    pipeline,
    attempt: 1,
    result: 'success' as const,
    branch: 'main',
    commit: sha('a1'),
    queuedAt: ms('2025-03-10T10:00:00Z'),
    startedAt: ms('2025-03-10T10:00:05Z'),
    dequeuedAt: ms('2025-03-10T10:00:05Z'),
    finishedAt: ms('2025-03-10T10:09:00Z'),
    url: `${page}/actions/runs/7001`,
    defaultBranch: true,
    actor: 'ana',
  },
};
/** The runner took the job at that moment. */
const dequeuedFact = {
  type: 'run' as const,
  key: 'github:github.com/acme/payments/7001#1',
  subject: runFact.subject,
  channel: 'webhook' as const,
  at: ms('2025-03-10T10:00:20Z'),
  phase: 'executing' as const,
  data: {
    pipeline: 'Build and deploy',
    attempt: 1,
    branch: 'main',
    commit: sha('a1'),
    startedAt: ms('2025-03-10T10:00:20Z'),
    dequeuedAt: ms('2025-03-10T10:00:20Z'),
  },
};

const taskFact = {
  type: 'task' as const,
  key: 'github:github.com/acme/payments/7001#1|unit tests|9001',
  subject: { repository, pipeline },
  channel: 'webhook' as const,
  at: ms('2025-03-10T10:04:00Z'),
  phase: 'terminal' as const,
  data: {
    runKey: 'github:github.com/acme/payments/7001#1',
    name: 'unit tests',
    result: 'failure' as const,
    queuedAt: ms('2025-03-10T10:00:05Z'),
    startedAt: ms('2025-03-10T10:00:20Z'),
    finishedAt: ms('2025-03-10T10:04:00Z'),
    url: `${page}/actions/runs/7001/job/9001`,
  },
};
const deploymentFact = {
  type: 'deployment' as const,
  key: 'github:github.com/acme/payments/501',
  subject: { repository, pipeline },
  channel: 'webhook' as const,
  at: ms('2025-03-10T12:00:00Z'),
  phase: 'pending' as const,
  data: {
    id: '501',
    environment: 'production',
    version: 'v1.4.0',
    commit: sha('b2'),
    status: 'pending',
    startedAt: ms('2025-03-10T12:00:00Z'),
    actor: 'ana',
    url: `${page}/deployments/production`,
    runUrl: `${page}/actions/runs/7001`,
  },
};
const commitFact = (
  pair: string,
  commit: {
    parents: string[];
    committedAt: string;
    title: string;
    merge: boolean;
    author: string;
    changedPaths: string[];
  },
) => {
  const { committedAt, changedPaths, ...data } = commit;
  return {
    type: 'commit' as const,
    key: sha(pair),
    subject: { repository, changedPaths },
    channel: 'webhook' as const,
    at: 1741608000000,
    phase: 'terminal' as const,
    data: {
      ...data,
      sha: sha(pair),
      committedAt: ms(committedAt),
      branch: 'main',
      url: `${page}/commit/${sha(pair)}`,
    },
  };
};

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

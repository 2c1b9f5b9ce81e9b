import {
  deliver,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import {
  change,
  checkResult,
  deployment,
  event,
  flag,
  gateOutcome,
  incident,
  run,
  send,
} from './__fixtures__/bodies';
import { plain } from './index';

const ms = (text: string) => Date.parse(text);
const repository = { host: 'github.com', path: 'acme/payments' };

const deploymentFact = {
  type: 'deployment' as const,
  key: 'plain:ci/d1',
  subject: { entityRef: 'component:default/payments' },
  channel: 'plain' as const,
  at: ms('2025-03-10T12:00:00Z'),
  phase: 'terminal' as const,
  reportedBy: 'ci',
  data: {
    id: 'd1',
    environment: 'Production',
    version: '1.4.0',
    commit: 'c3',
    commits: [
      { sha: 'c3', committedAt: ms('2025-03-10T11:00:00Z'), merge: false },
    ],
    status: 'succeeded',
    result: 'success' as const,
    reachedEnvironment: true,
    startedAt: ms('2025-03-10T11:58:00Z'),
    finishedAt: ms('2025-03-10T12:00:00Z'),
    rollbackOf: 'd0',
  },
};
const runKey = 'github:github.com/acme/payments/7001#2';
const runSubject = { repository, path: 'services/pay', pipeline: 'CI' };
const common = { channel: 'plain' as const, reportedBy: 'ci' };

describeSource(plain, {
  golden: [
    {
      title: 'a deployment is a deployment fact',
      delivery: send('deployments', deployment),
      facts: [deploymentFact],
    },
    {
      title: 'an array is as many facts, in its order',
      delivery: send('deployments', [deployment, { ...deployment, id: 'd2' }]),
      facts: [
        deploymentFact,
        {
          ...deploymentFact,
          key: 'plain:ci/d2',
          data: { ...deploymentFact.data, id: 'd2' },
        },
      ],
    },
    {
      title: 'an open incident is under way, since it was opened',
      delivery: send('incidents', incident),
      facts: [
        {
          ...common,
          type: 'incident',
          key: 'plain:ci/INC-1',
          subject: { service: 'payments' },
          at: ms('2025-03-10T14:00:00Z'),
          phase: 'executing',
          data: {
            id: 'INC-1',
            openedAt: ms('2025-03-10T14:00:00Z'),
            labels: { cause: 'change' },
            deploymentId: 'd1',
          },
        },
      ],
    },
    {
      title: 'commits are one fact each, and two parents make a merge',
      delivery: send('commits', {
        repositoryUrl: 'https://github.com/Acme/Payments',
        branch: 'main',
        commits: [
          { sha: 'a', committedAt: '2025-03-10T08:00:00Z', paths: ['a.ts'] },
          {
            sha: 'm',
            parents: ['a', 'b'],
            committedAt: '2025-03-10T09:00:00Z',
            author: 'ana',
          },
        ],
      }),
      facts: [
        {
          ...common,
          type: 'commit',
          key: 'a',
          subject: { repository, changedPaths: ['a.ts'] },
          at: ms('2025-03-10T08:00:00Z'),
          phase: 'terminal',
          data: {
            sha: 'a',
            parents: [],
            committedAt: ms('2025-03-10T08:00:00Z'),
            branch: 'main',
          },
        },
        {
          ...common,
          type: 'commit',
          key: 'm',
          subject: { repository },
          at: ms('2025-03-10T09:00:00Z'),
          phase: 'terminal',
          data: {
            sha: 'm',
            parents: ['a', 'b'],
            committedAt: ms('2025-03-10T09:00:00Z'),
            author: 'ana',
            merge: true,
            branch: 'main',
          },
        },
      ],
    },
    {
      title: "a run of github.com has its webhook's key, its tasks by start",
      delivery: send('runs', run),
      facts: [
        {
          ...common,
          type: 'run',
          key: runKey,
          subject: runSubject,
          at: ms('2025-03-10T10:00:10Z'),
          phase: 'executing',
          data: {
            pipeline: 'CI',
            attempt: 2,
            pullRequest: '42',
            queuedAt: ms('2025-03-10T10:00:00Z'),
            startedAt: ms('2025-03-10T10:00:10Z'),
            dequeuedAt: ms('2025-03-10T10:00:10Z'),
          },
        },
        {
          ...common,
          type: 'task',
          key: `${runKey}|test|1`,
          subject: runSubject,
          at: ms('2025-03-10T10:02:30Z'),
          phase: 'terminal',
          data: {
            runKey,
            name: 'test',
            stage: 'test',
            result: 'success',
            startedAt: ms('2025-03-10T10:01:00Z'),
            finishedAt: ms('2025-03-10T10:02:30Z'),
          },
        },
        {
          ...common,
          type: 'task',
          key: `${runKey}|test|2`,
          subject: runSubject,
          at: ms('2025-03-10T10:03:00Z'),
          phase: 'terminal',
          data: {
            runKey,
            name: 'test',
            result: 'failure',
            startedAt: ms('2025-03-10T10:02:00Z'),
            finishedAt: ms('2025-03-10T10:03:00Z'),
          },
        },
      ],
    },
    {
      title: 'a gate outcome is a gate report',
      delivery: send('gate-outcomes', gateOutcome),
      facts: [
        {
          ...common,
          type: 'gate-report',
          key: 'plain:ci/g1',
          subject: { entityRef: 'component:default/payments' },
          at: ms('2025-03-10T11:00:00Z'),
          phase: 'terminal',
          data: {
            id: 'g1',
            gate: 'load-test',
            environment: 'production',
            phase: 'pre-deploy',
            outcome: 'fail',
            value: 812,
            limit: 500,
            unit: 'ms',
          },
        },
      ],
    },
    {
      title: 'a check result is a check report of its own',
      delivery: send('check-results', checkResult),
      facts: [
        {
          ...common,
          type: 'check-report',
          key: expect.stringMatching(/^plain:ci\/[\w-]{22}$/),
          subject: { entityRef: 'component:default/payments' },
          at: ms('2025-03-10T11:00:00Z'),
          phase: 'terminal',
          data: {
            id: expect.stringMatching(/^[\w-]{22}$/),
            check: 'backup',
            result: 'fail',
            reason: 'never restored',
          },
        },
      ],
    },
    {
      title: "a change has its webhook's key, and is over once merged",
      delivery: send('changes', change),
      facts: [
        {
          ...common,
          type: 'change',
          key: 'github.com/acme/payments#42',
          subject: { repository },
          at: ms('2025-03-10T12:00:00Z'),
          phase: 'terminal',
          data: {
            id: '42',
            openedAt: ms('2025-03-09T10:00:00Z'),
            mergedAt: ms('2025-03-10T12:00:00Z'),
            headSha: 'c3',
            mergeSha: 'm1',
            targetBranch: 'main',
          },
        },
      ],
    },
    {
      title: 'a flag change keeps its values as text',
      delivery: send('flags', flag),
      facts: [
        {
          ...common,
          type: 'flag',
          key: expect.stringMatching(/^plain:ci\/[\w-]{22}$/),
          subject: {},
          at: ms('2025-03-10T11:00:00Z'),
          phase: 'terminal',
          data: {
            id: expect.stringMatching(/^[\w-]{22}$/),
            flag: 'new-cart',
            environment: 'production',
            from: 'false',
            to: '0.5',
          },
        },
      ],
    },
    {
      title: 'an event is an event, known again by its id',
      delivery: send('events', event),
      facts: [
        {
          ...common,
          type: 'event',
          key: 'plain:ci/e1',
          subject: {},
          at: ms('2025-03-10T11:00:00Z'),
          phase: 'terminal',
          data: {
            id: 'e1',
            kind: 'node-drain',
            title: 'node-7 drained',
            until: ms('2025-03-10T11:20:00Z'),
            labels: { zone: 'b' },
          },
        },
      ],
    },
  ],
  ignored: [
    { title: 'an empty array', delivery: send('deployments', []) },
    { title: 'Object.prototype', delivery: send('constructor', {}) },
  ],
  malformed: [
    {
      title: 'a second object with a wrong field, by its index',
      delivery: send('deployments', [
        deployment,
        { ...deployment, environment: 7 },
      ]),
      names: '[1].environment',
    },
    {
      title: 'a wrong sha inside a list, by its place',
      delivery: send('deployments', {
        ...deployment,
        commits: [{ sha: 'a b', committedAt: '2025-03-10T11:00:00Z' }],
      }),
      names: 'commits[0].sha: must be 1-64 characters',
    },
    {
      title: 'an unknown field, with the known ones',
      delivery: send('incidents', { ...incident, resolved: true }),
      names: /resolved: is not a known field, allowed are id, .*resolvedAt/,
    },
    {
      title: 'a word that is no status, with the allowed ones',
      delivery: send('runs', { ...run, status: 'done' }),
      names: /status: .*in_progress/,
    },
    {
      title: 'a finished deployment without its finish',
      delivery: send('deployments', { ...deployment, finishedAt: undefined }),
      names: 'finishedAt: is required when status is succeeded',
    },
    {
      title: 'a time without a zone',
      delivery: send('gate-outcomes', {
        ...gateOutcome,
        at: '2025-03-10T11:00:00',
      }),
      names: 'at: must be an ISO 8601 instant',
    },
    {
      title: 'a repositoryUrl that is no URL, by its index',
      delivery: send('runs', [{ ...run, repositoryUrl: 'acme/payments' }]),
      names: '[0].repositoryUrl: must be the URL',
    },
    {
      title: 'commits of a repository that is no URL',
      delivery: send('commits', {
        repositoryUrl: 'payments',
        branch: 'main',
        commits: [{ sha: 'a', committedAt: '2025-03-10T08:00:00Z' }],
      }),
      names: 'repositoryUrl: must be the URL',
    },
    {
      title: 'text that no database stores',
      delivery: send('incidents', { ...incident, labels: { a: 'b\0' } }),
      names: 'labels.a: must contain neither U+0000',
    },
    {
      title: 'half a surrogate pair',
      delivery: send('incidents', { ...incident, title: 'x\ud800' }),
      names: 'title: must contain neither U+0000 nor half a surrogate pair',
    },
    {
      title: 'an array in an array',
      delivery: send('incidents', [[incident]]),
      names: '[0]: ',
    },
    {
      title: 'a hundred thousand nested arrays',
      delivery: send(
        'incidents',
        new TextEncoder().encode(
          `{"labels":${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
        ),
      ),
      names: 'labels',
    },
    {
      title: 'bytes that are no UTF-8',
      delivery: send('incidents', Uint8Array.from([0x22, 0xff, 0x22])),
      names: 'body: must be JSON in UTF-8',
    },
    {
      title: 'a delivery without a token',
      delivery: deliver('incidents', incident),
      names: 'names no token',
    },
  ],
});

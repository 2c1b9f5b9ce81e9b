import {
  deliver,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { plain } from './index';

const ms = (text: string) => Date.parse(text);
const send = (door: string, body: unknown) =>
  deliver(door, body, { source: 'plain/ci', sender: 'ci' });
const repository = { host: 'github.com', path: 'acme/payments' };

const deployment = {
  id: 'd1',
  entityRef: 'component:default/payments',
  environment: 'Production',
  version: '1.4.0',
  commit: 'c3',
  commits: [{ sha: 'c3', committedAt: '2025-03-10T11:00:00Z', merge: false }],
  status: 'Succeeded',
  startedAt: '2025-03-10T11:58:00Z',
  finishedAt: '2025-03-10T13:00:00+01:00',
  rollbackOf: 'd0',
};
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
const incident = {
  id: 'INC-1',
  service: 'payments',
  openedAt: '2025-03-10T14:00:00Z',
  labels: { cause: 'change' },
  deploymentId: 'd1',
};
const run = {
  id: '7001',
  pipeline: 'CI',
  repositoryUrl: 'git@github.com:Acme/Payments.git',
  path: 'services/pay',
  pullRequest: 42,
  attempt: 2,
  status: 'running',
  queuedAt: '2025-03-10T10:00:00Z',
  startedAt: '2025-03-10T10:00:10Z',
  tasks: [
    {
      name: 'test',
      status: 'failed',
      startedAt: '2025-03-10T10:02:00Z',
      finishedAt: '2025-03-10T10:03:00Z',
    },
    {
      name: 'test',
      status: 'success',
      stage: 'test',
      startedAt: '2025-03-10T10:01:00Z',
      finishedAt: '2025-03-10T10:02:30Z',
    },
  ],
};
const runKey = 'github:github.com/acme/payments/7001#2';
const runSubject = { repository, path: 'services/pay', pipeline: 'CI' };
const common = { channel: 'plain' as const, reportedBy: 'ci' };
const gateOutcome = {
  id: 'g1',
  entityRef: 'component:default/payments',
  environment: 'production',
  gate: 'load-test',
  phase: 'pre-deploy',
  outcome: 'fail',
  value: 812,
  limit: 500,
  unit: 'ms',
  at: '2025-03-10T11:00:00Z',
};

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

describe('plain', () => {
  const normalise = (door: string, body: unknown) =>
    plain.normalise(send(door, body));

  it('does not repeat what a sender wrote', () => {
    const body = { ...deployment, url: 'javascript:secret-in-a-link' };
    expect(() => normalise('deployments', body)).toThrow('url: must be');
    expect(() => normalise('deployments', body)).not.toThrow('secret');
  });

  it.each([
    ['pending', 'pending', undefined, undefined],
    ['queued', 'pending', undefined, undefined],
    ['in_progress', 'executing', undefined, undefined],
    ['RUNNING', 'executing', undefined, undefined],
    ['success', 'terminal', 'success', true],
    ['succeeded', 'terminal', 'success', true],
    ['failure', 'terminal', 'failure', false],
    ['failed', 'terminal', 'failure', false],
    ['error', 'terminal', 'error', false],
    ['timeout', 'terminal', 'timeout', false],
    ['cancellation', 'terminal', 'cancellation', false],
    ['cancelled', 'terminal', 'cancellation', false],
    ['canceled', 'terminal', 'cancellation', false],
    ['aborted', 'terminal', 'cancellation', false],
    ['skip', 'terminal', 'skip', false],
  ])(
    'status %s is %s, result %s, reached %s',
    (status, phase, result, reachedEnvironment) => {
      const [fact] = normalise('deployments', { ...deployment, status });
      expect(fact).toMatchObject({
        phase,
        data: {
          status: status.toLocaleLowerCase('en-US'),
          result,
          reachedEnvironment,
        },
      });
    },
  );

  it('believes a sender that a failure reached the environment', () => {
    const body = { ...deployment, status: 'failed', reachedEnvironment: true };
    expect(normalise('deployments', body)[0].data).toMatchObject({
      result: 'failure',
      reachedEnvironment: true,
    });
  });

  it('takes the newest time a deployment gives for its own time', () => {
    const at = (rest: object) =>
      normalise('deployments', { ...deployment, ...rest })[0].at;
    const running = { status: 'running', finishedAt: undefined };
    const updatedAt = '2025-03-11T00:00:00Z';
    expect(at({ updatedAt })).toBe(ms(updatedAt));
    expect(at({})).toBe(ms('2025-03-10T12:00:00Z'));
    expect(at(running)).toBe(ms('2025-03-10T11:58:00Z'));
    expect(at({ ...running, startedAt: undefined })).toBe(0);
  });

  it('knows a deployment without an id again, also when its finish is corrected', () => {
    const key = (rest: object) =>
      normalise('deployments', { ...deployment, id: undefined, ...rest })[0]
        .key;
    const running = { status: 'running', finishedAt: undefined };
    expect(key(running)).toBe(key({}));
    expect(key({ finishedAt: '2025-03-10T12:30:00Z' })).toBe(key({}));
    expect(key({ environment: 'production' })).toBe(key({}));
    const others = [
      key({ environment: 'staging' }),
      key({ version: '1.4.1' }),
      key({ commit: 'c4' }),
      key({ startedAt: '2025-03-10T11:59:00Z' }),
      key({ entityRef: 'component:default/cart' }),
    ];
    expect(new Set([key({}), ...others]).size).toBe(6);
  });

  it('tells deployments without id and start apart by their run', () => {
    const key = (runUrl: string) =>
      normalise('deployments', {
        ...deployment,
        id: undefined,
        startedAt: undefined,
        runUrl,
      })[0].key;
    expect(key('https://ci.example.com/1')).not.toBe(
      key('https://ci.example.com/2'),
    );
  });

  it('ends an incident once it is resolved, and lets updatedAt decide', () => {
    const resolvedAt = '2025-03-10T15:00:00Z';
    expect(
      normalise('incidents', { ...incident, resolvedAt })[0],
    ).toMatchObject({ phase: 'terminal', at: ms(resolvedAt) });
    const updatedAt = '2025-03-10T16:00:00Z';
    expect(
      normalise('incidents', { ...incident, resolvedAt, updatedAt })[0].at,
    ).toBe(ms(updatedAt));
  });

  it.each([
    ['https://gitlab.com/acme/pay', 'gitlab:gitlab.com/acme/pay/7001#1'],
    ['https://git.example.com/a/b', 'plain:git.example.com/a/b/7001#1'],
    [undefined, 'plain:ci/7001#1'],
  ])('a run of %s has the key %s', (repositoryUrl, key) => {
    const body = { ...run, attempt: undefined, repositoryUrl };
    expect(normalise('runs', body)[0].key).toBe(key);
  });

  it('gives the tasks of a run the same keys in any order', () => {
    const keys = (tasks: unknown[]) =>
      normalise('runs', { ...run, tasks }).map(fact => [fact.key, fact.at]);
    expect(keys([...run.tasks].reverse())).toEqual(keys(run.tasks));
  });

  it('knows a gate outcome without an id again by what it says', () => {
    const key = (rest: object) =>
      normalise('gate-outcomes', { ...gateOutcome, id: undefined, ...rest })[0]
        .key;
    expect(key({ summary: 'too slow' })).toBe(key({}));
    expect(key({ at: '2025-03-10T12:00:00+01:00' })).toBe(key({}));
    expect(key({ at: '2025-03-10T11:00:01Z' })).not.toBe(key({}));
    expect(key({ gate: 'smoke-test' })).not.toBe(key({}));
  });

  it('names the sender by its token, not by the fact', () => {
    const other = { ...send('incidents', incident), sender: 'service:bot' };
    expect(plain.normalise(other)[0]).toMatchObject({
      key: 'plain:service:bot/INC-1',
      reportedBy: 'service:bot',
    });
  });
});

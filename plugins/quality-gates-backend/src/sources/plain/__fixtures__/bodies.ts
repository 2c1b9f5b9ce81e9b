import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';

/** What token `ci` sends to a door. */
export const send = (door: string, body: unknown) =>
  deliver(door, body, { source: 'plain/ci', sender: 'ci' });

/** A body of the door it is named after. */
export const deployment = {
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

/** A body of the door it is named after. */
export const incident = {
  id: 'INC-1',
  service: 'payments',
  openedAt: '2025-03-10T14:00:00Z',
  labels: { cause: 'change' },
  deploymentId: 'd1',
};

/** A body of the door it is named after. */
export const run = {
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

/** A body of the door it is named after. */
export const gateOutcome = {
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

/** A body of the door it is named after. */
export const checkResult = {
  entityRef: 'component:default/payments',
  check: 'backup',
  result: 'fail',
  reason: 'never restored',
  at: '2025-03-10T11:00:00Z',
};

/** A body of the door it is named after. */
export const change = {
  repositoryUrl: 'https://github.com/Acme/Payments',
  id: 42,
  openedAt: '2025-03-09T10:00:00Z',
  mergedAt: '2025-03-10T12:00:00Z',
  headSha: 'c3',
  mergeSha: 'm1',
  targetBranch: 'main',
};

/** A body of the door it is named after. */
export const flag = {
  key: 'new-cart',
  environment: 'production',
  from: false,
  to: 0.5,
  at: '2025-03-10T11:00:00Z',
};

/** A body of the door it is named after. */
export const event = {
  id: 'e1',
  kind: 'node-drain',
  title: 'node-7 drained',
  at: '2025-03-10T11:00:00Z',
  until: '2025-03-10T11:20:00Z',
  labels: { zone: 'b' },
};

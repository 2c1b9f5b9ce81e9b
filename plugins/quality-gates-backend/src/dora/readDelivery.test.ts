import {
  deploymentSchema,
  incidentSchema,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { createDeliveryReader, type DeliveryQuery } from './readDelivery';
import { at, makeChange, makeDeployment, makeIncident, PAY } from './testFacts';
import { createMemoryStore, SETTINGS } from './memoryStore';

const row = (...args: Parameters<typeof makeDeployment>) => ({
  ...makeDeployment(...args),
  status: 'success',
  result: 'success' as const,
  reportedBy: 'ci',
});
const incident = (...args: Parameters<typeof makeIncident>) => ({
  ...makeIncident(...args),
  reportedBy: 'ci',
});

function open(rows: Parameters<typeof createMemoryStore>[0]) {
  const store = createMemoryStore(rows);
  const reader = createDeliveryReader({ ...SETTINGS, store });
  const query = { entityRef: PAY, limit: 50 };
  return {
    store,
    deployments: (rest: Partial<DeliveryQuery> = {}) =>
      reader.listDeployments({ ...query, ...rest }),
    incidents: (rest: Partial<DeliveryQuery> = {}) =>
      reader.listIncidents({ ...query, ...rest }),
  };
}

describe('listDeployments', () => {
  it('shows the sent fields and what the numbers make of them', async () => {
    const d1 = row('d1', '10 10:00', {
      version: '1.0',
      commit: 'b',
      commitsFrom: 'pushes',
    });
    const changes = [
      { ...makeChange('a', '10 07:00', d1), author: 'ada' },
      { ...makeChange('b', '10 09:00', d1), author: null },
    ];
    const { items, nextCursor } = await open({
      deployments: [d1],
      changes,
    }).deployments();
    expect(nextCursor).toBeNull();
    expect(deploymentSchema.parse(items[0])).toEqual(items[0]);
    expect(items).toEqual([
      expect.objectContaining({
        id: 'd1',
        key: 'plain:ci/d1',
        version: '1.0',
        status: 'success',
        result: 'success',
        reachedEnvironment: true,
        finishedAt: '2025-06-10T10:00:00.000Z',
        startedAt: null,
        failed: false,
        failedBy: [],
        rework: false,
        recoveredAt: null,
        leadTimes: { n: 2, medianSeconds: 7200 },
        commitsFrom: 'pushes',
        reportedBy: 'ci',
      }),
    ]);
    expect(items[0].commits).toEqual([
      {
        sha: 'a',
        committedAt: '2025-06-10T07:00:00.000Z',
        leadTimeSeconds: 10800,
        author: 'ada',
      },
      {
        sha: 'b',
        committedAt: '2025-06-10T09:00:00.000Z',
        leadTimeSeconds: 3600,
        author: null,
      },
    ]);
  });

  it('knows of remedies that are not on the page', async () => {
    const rows = {
      deployments: [
        row('d1', '10 10:00'),
        row('d2', '11 10:00', { hotfixFor: 'd1' }),
        row('d3', '12 10:00'),
      ],
      incidents: [incident('i1', '12 11:00', { resolvedAt: at('12 12:00') })],
    };
    const newest = await open(rows).deployments({ limit: 1 });
    expect(newest.nextCursor).toBe('more');
    expect(newest.items).toMatchObject([
      {
        id: 'd3',
        failed: true,
        failedBy: [{ type: 'incident', id: 'i1' }],
        recoveredAt: '2025-06-12T12:00:00.000Z',
      },
    ]);
    const all = await open(rows).deployments();
    expect(all.items).toMatchObject([
      { id: 'd3' },
      { id: 'd2', rework: true, failed: false },
      { id: 'd1', failed: true, failedBy: [{ type: 'hotfix', id: 'd2' }] },
    ]);
  });

  it('blames no deployment to staging for an incident, unless staging is asked for', async () => {
    const rows = {
      deployments: [row('s1', '10 10:00', { environment: 'staging' })],
      incidents: [incident('i1', '10 11:00')],
    };
    const [everything] = (await open(rows).deployments()).items;
    expect(everything.failed).toBe(false);
    const { items } = await open(rows).deployments({
      environments: ['staging'],
    });
    expect(items[0].failed).toBe(true);
  });

  it('shows attempts as they are: nothing failed in production', async () => {
    const attempt = {
      ...row('d1', '10 10:00', { reached: false, commitsFrom: 'unknown' }),
      result: 'failure' as const,
      status: 'failed',
    };
    const { items } = await open({ deployments: [attempt] }).deployments();
    expect(items).toMatchObject([
      {
        result: 'failure',
        status: 'failed',
        reachedEnvironment: false,
        failed: false,
        leadTimes: { n: 0, medianSeconds: null },
      },
    ]);
  });

  it('lists 100 commits and counts all', async () => {
    const d1 = row('d1', '10 10:00');
    const changes = Array.from({ length: 150 }, (_, n) => ({
      ...makeChange(`c${n}`, '10 09:00', d1),
      author: null,
    }));
    const { items } = await open({ deployments: [d1], changes }).deployments();
    expect(items[0].commits).toHaveLength(100);
    expect(items[0].leadTimes.n).toBe(150);
  });

  it('asks the store a fixed number of times, and no more than once for nothing', async () => {
    const days = Array.from({ length: 20 }, (_, n) => `${n + 1} 10:00`);
    const full = open({ deployments: days.map((day, n) => row(`d${n}`, day)) });
    await full.deployments();
    expect(full.store.calls.sort()).toEqual([
      'listDeployments',
      'readChangesOf',
      'readDeploymentHistory',
      'readEnvironments',
      'readIncidentHistory',
    ]);
    const empty = open({});
    expect(await empty.deployments()).toEqual({ items: [], nextCursor: null });
    expect(empty.store.calls).toEqual(['readEnvironments', 'listDeployments']);
  });
});

describe('listIncidents', () => {
  it('shows the sent fields and the deployment it is linked to', async () => {
    const { items } = await open({
      deployments: [
        row('old', '2024-08-01T10:00:00Z'),
        row('d1', '10 10:00'),
        row('s1', '10 10:30', { environment: 'staging' }),
      ],
      incidents: [
        incident('i1', '10 11:00', {
          labels: { team: 'pay' },
          cause: 'change',
        }),
        incident('i2', '10 12:00', { deploymentId: 'old' }),
        incident('i3', '14 12:00', { resolvedAt: at('14 13:00') }),
      ],
    }).incidents();
    expect(items.map(item => incidentSchema.parse(item))).toEqual(items);
    expect(items).toMatchObject([
      { id: 'i3', link: null, resolvedAt: '2025-06-14T13:00:00.000Z' },
      {
        id: 'i2',
        deploymentId: 'old',
        link: { deploymentId: 'old', how: 'explicit' },
      },
      {
        id: 'i1',
        labels: { team: 'pay' },
        cause: 'change',
        link: { deploymentId: 'd1', how: 'window' },
      },
    ]);
  });

  it('is empty where there are none', async () => {
    expect(await open({}).incidents()).toEqual({ items: [], nextCursor: null });
  });
});

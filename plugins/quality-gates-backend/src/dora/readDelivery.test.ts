import {
  deploymentSchema,
  incidentSchema,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { createDeliveryReader, type DeliveryQuery } from './readDelivery';
import {
  deployed,
  makeSettings,
  openFilledStore,
  pushed,
  wentWrong,
  type FilledStore,
} from './__testUtils__/filledStore';
import { at, PAY } from './__testUtils__/testFacts';

let filled: FilledStore;
beforeEach(async () => {
  filled = await openFilledStore();
});
afterEach(() => filled.drop());

const reader = () =>
  createDeliveryReader({ ...makeSettings(), store: filled.store });
const deployments = (rest: Partial<DeliveryQuery> = {}) =>
  reader().listDeployments({ entityRef: PAY, limit: 50, ...rest });
const incidents = (rest: Partial<DeliveryQuery> = {}) =>
  reader().listIncidents({ entityRef: PAY, limit: 50, ...rest });

describe('listDeployments', () => {
  it('shows the sent fields and what the numbers make of them', async () => {
    await filled.fill(
      pushed('a', null, { committedAt: at('10 07:00'), author: 'ada' }),
      pushed('b', 'a', { committedAt: at('10 09:00') }),
      deployed('d1', '10 10:00', { version: '1.0', commit: 'b' }),
    );
    const { items, nextCursor } = await deployments();
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
    await filled.fill(
      deployed('d1', '10 10:00'),
      deployed('d2', '11 10:00', { hotfixFor: 'd1' }),
      deployed('d3', '12 10:00'),
      wentWrong('i1', '12 11:00', { resolvedAt: at('12 12:00') }),
    );
    const newest = await deployments({ limit: 1 });
    expect(newest.items).toMatchObject([
      {
        id: 'd3',
        failed: true,
        failedBy: [{ type: 'incident', id: 'i1' }],
        recoveredAt: '2025-06-12T12:00:00.000Z',
      },
    ]);
    const rest = await deployments({ cursor: newest.nextCursor! });
    expect(rest).toMatchObject({
      items: [
        { id: 'd2', rework: true, failed: false },
        { id: 'd1', failed: true, failedBy: [{ type: 'hotfix', id: 'd2' }] },
      ],
      nextCursor: null,
    });
  });

  it('blames no deployment to staging for an incident, unless staging is asked for', async () => {
    await filled.fill(
      deployed('s1', '10 10:00', { environment: 'staging' }),
      wentWrong('i1', '10 11:00'),
    );
    const [everything] = (await deployments()).items;
    expect(everything.failed).toBe(false);
    const { items } = await deployments({ environments: ['stage'] });
    expect(items[0].failed).toBe(true);
  });

  it('shows attempts as they are: nothing failed in production', async () => {
    await filled.fill(
      deployed('d1', '10 10:00', { result: 'failure', status: 'failed' }),
    );
    const { items } = await deployments();
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
    const commits = Array.from({ length: 150 }, (_, n) => ({
      sha: `c${n}`,
      committedAt: at('10 09:00') + n * 1_000,
    }));
    await filled.fill(deployed('d1', '10 10:00', { commits }));
    const { items } = await deployments();
    expect(items[0].commits).toHaveLength(100);
    expect(items[0].leadTimes).toEqual({ n: 150, medianSeconds: 3_525.5 });
  });

  it('asks the store a fixed number of times, and no more than once for nothing', async () => {
    const days = Array.from({ length: 20 }, (_, n) => `${n + 1} 10:00`);
    expect(await deployments()).toEqual({ items: [], nextCursor: null });
    expect(filled.calls).toEqual(['readEnvironments', 'listDeployments']);
    await filled.fill(...days.map((day, n) => deployed(`d${n}`, day)));
    await deployments();
    expect(filled.calls.sort()).toEqual([
      'listDeployments',
      'readChangesOf',
      'readDeploymentHistory',
      'readEnvironments',
      'readIncidentHistory',
    ]);
  });
});

describe('listIncidents', () => {
  it('shows the sent fields and the deployment it is linked to', async () => {
    await filled.fill(
      deployed('old', '2024-08-01T10:00:00Z'),
      deployed('d1', '10 10:00'),
      deployed('s1', '10 10:30', { environment: 'staging' }),
      wentWrong('i1', '10 11:00', { labels: { team: 'pay' }, cause: 'change' }),
      wentWrong('i2', '10 12:00', { deploymentId: 'old' }),
      wentWrong('i3', '14 12:00', { resolvedAt: at('14 13:00') }),
    );
    const { items } = await incidents();
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
    expect(await incidents()).toEqual({ items: [], nextCursor: null });
  });
});

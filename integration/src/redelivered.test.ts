import type {
  Deployment,
  DoraReport,
  Page,
  Run,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { createPortal, type Portal } from './portal';
import { engines } from './portalHome';

const ENTITY = 'component:default/pay';
const WINDOW = 'from=2025-04-01T00:00:00Z&to=2025-05-01T00:00:00Z';
const REPOSITORY = 'https://github.com/acme/pay';

type Delivery = readonly [path: string, body: unknown];

function deployment(id: string, fields: object): Delivery {
  const common = { id, entityRef: ENTITY, environment: 'production' };
  return ['/ingest/deployments', { ...common, ...fields }];
}

function commits(...list: object[]): Delivery {
  const body = { repositoryUrl: REPOSITORY, branch: 'main', commits: list };
  return ['/ingest/commits', body];
}

/** A month: pushes, three deployments, one of them told in three steps and one rolled back, an incident, a run. */
const MONTH: readonly Delivery[] = [
  commits({ sha: 'a1', parents: ['a0'], committedAt: '2025-04-01T08:00:00Z' }),
  commits(
    { sha: 'b1', parents: ['a1'], committedAt: '2025-04-02T08:00:00Z' },
    { sha: 'b2', parents: ['b1'], committedAt: '2025-04-02T10:00:00Z' },
  ),
  deployment('d1', {
    commit: 'a1',
    status: 'success',
    finishedAt: '2025-04-01T12:00:00Z',
  }),
  deployment('d2', {
    commit: 'b2',
    status: 'pending',
    startedAt: '2025-04-02T11:50:00Z',
  }),
  deployment('d2', {
    commit: 'b2',
    status: 'in_progress',
    startedAt: '2025-04-02T11:55:00Z',
  }),
  deployment('d2', {
    commit: 'b2',
    status: 'success',
    startedAt: '2025-04-02T11:55:00Z',
    finishedAt: '2025-04-02T12:00:00Z',
  }),
  deployment('d3', {
    commit: 'a1',
    status: 'success',
    finishedAt: '2025-04-02T13:00:00Z',
  }),
  [
    '/ingest/incidents',
    {
      id: 'INC-1',
      entityRef: ENTITY,
      openedAt: '2025-04-02T12:20:00Z',
      deploymentId: 'd2',
    },
  ],
  [
    '/ingest/incidents',
    {
      id: 'INC-1',
      entityRef: ENTITY,
      openedAt: '2025-04-02T12:20:00Z',
      resolvedAt: '2025-04-02T13:10:00Z',
      deploymentId: 'd2',
    },
  ],
  [
    '/ingest/runs',
    {
      id: '77',
      pipeline: 'ci',
      entityRef: ENTITY,
      status: 'running',
      startedAt: '2025-04-02T10:05:00Z',
    },
  ],
  [
    '/ingest/runs',
    {
      id: '77',
      pipeline: 'ci',
      entityRef: ENTITY,
      status: 'success',
      startedAt: '2025-04-02T10:05:00Z',
      finishedAt: '2025-04-02T10:15:00Z',
    },
  ],
];

async function sendAll(portal: Portal, deliveries: readonly Delivery[]) {
  for (const [path, body] of deliveries) {
    const response = await portal.send(path, body);
    expect([path, response.status]).toEqual([path, 202]);
  }
}

/** Everything a reader sees of the entity. */
async function readAll(portal: Portal) {
  await portal.settled();
  const of = `/entities/component/default/pay`;
  const [dora, deployments, runs, incidents] = await Promise.all([
    portal.read<DoraReport>(`${of}/dora?${WINDOW}`),
    portal.read<Page<Deployment>>(`${of}/deployments`),
    portal.read<Page<Run>>(`${of}/runs`),
    portal.read<Page<unknown>>(`${of}/incidents`),
  ]);
  return { dora, deployments, runs, incidents };
}

describe.each(engines())('on $name', engine => {
  const portals: Portal[] = [];
  const fresh = async () => {
    const portal = await createPortal({
      engine,
      components: [{ name: 'pay', source: REPOSITORY }],
    });
    portals.push(portal);
    await portal.start();
    return portal;
  };
  afterAll(() => Promise.all(portals.map(portal => portal.dispose())));

  it('shows the same after every delivery came twice, in reverse order, and half of them again after a restart', async () => {
    const inOrder = await fresh();
    await sendAll(inOrder, MONTH);
    const expected = await readAll(inOrder);
    await inOrder.stop('SIGTERM');
    expect(expected.dora).toMatchObject({
      deploymentFrequency: { count: 3 },
      // a1 4 h, b1 4 h, b2 2 h
      changeLeadTime: { n: 3, medianSeconds: 4 * 3600 },
      changeFailRate: { failed: 1, deployments: 3 },
      recoveryTime: { n: 1, medianSeconds: 70 * 60 },
      reworkRate: { rework: 1 },
    });

    const mixed = await fresh();
    const reversed = [...MONTH].reverse();
    await sendAll(mixed, reversed);
    await sendAll(mixed, reversed);
    expect(await readAll(mixed)).toEqual(expected);
    await mixed.stop('SIGTERM');
    await mixed.start();
    await sendAll(
      mixed,
      MONTH.filter((_, index) => index % 2 === 0),
    );
    expect(await readAll(mixed)).toEqual(expected);
  }, 180_000);

  it('moves a deployment whose finish time is corrected instead of adding one, whichever message comes first', async () => {
    const told = { commit: 'c1', status: 'success' };
    const first = deployment('d9', {
      ...told,
      finishedAt: '2025-04-10T12:00:00Z',
      commits: [{ sha: 'c1', committedAt: '2025-04-10T10:00:00Z' }],
    });
    const corrected = deployment('d9', {
      ...told,
      finishedAt: '2025-04-11T12:00:00Z',
    });
    for (const order of [
      [first, corrected],
      [corrected, first],
    ]) {
      const portal = await fresh();
      await sendAll(portal, order);
      const { dora, deployments } = await readAll(portal);
      expect(deployments.items).toEqual([
        expect.objectContaining({
          id: 'd9',
          finishedAt: '2025-04-11T12:00:00.000Z',
        }),
      ]);
      expect(dora).toMatchObject({
        deploymentFrequency: { count: 1 },
        changeLeadTime: { n: 1, medianSeconds: 26 * 3600 },
      });
      await portal.stop('SIGTERM');
    }
  }, 180_000);
});

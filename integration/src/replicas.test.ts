import type {
  Deployment,
  DeliveryInfo,
  Page,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { createPortal, type Portal } from './portal';
import { engines } from './portalHome';

const postgres = engines().find(engine => engine.name === 'PostgreSQL');
const whenPostgres = postgres ? describe : describe.skip;

const DELIVERIES = 1_000;
const SENDERS = 20;

/** A replica that writes its own name where a deployment names its environment `live`: what it understood can be told. */
function createReplica(name: string, home?: Portal['home']): Promise<Portal> {
  return createPortal({
    engine: postgres!,
    home,
    components: [{ name: 'shared' }],
    config: { environments: [{ name, tier: 'production', aliases: ['live'] }] },
  });
}

/** Sends each to one of the portals in turn, as a load balancer does; every message twice, to different ones. */
async function sendAll(portals: readonly Portal[], prefix: string) {
  let next = 0;
  const sender = async () => {
    while (next < 2 * DELIVERIES) {
      const n = next++;
      const at = n % DELIVERIES;
      const portal = portals[(n < DELIVERIES ? n : n + 1) % portals.length];
      const { status } = await portal.send('/ingest/deployments', {
        id: `${prefix}-${at}`,
        entityRef: 'component:default/shared',
        environment: 'live',
        commit: `c${at}`,
        status: 'success',
        finishedAt: '2026-01-10T12:00:00Z',
      });
      expect(status).toBe(202);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
}

/** Every deployment that there is, in whatever environment. */
async function readAll(portal: Portal): Promise<Deployment[]> {
  const items: Deployment[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page: Page<Deployment> = await portal.read(
      `/entities/component/default/shared/deployments?limit=200${after}`,
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

function understoodBy(name: string, deployments: readonly Deployment[]) {
  return deployments.filter(({ environment }) => environment === name).length;
}

const idsOf = (prefix: string) =>
  Array.from({ length: DELIVERIES }, (_, n) => `${prefix}-${n}`);

whenPostgres('two replicas on one PostgreSQL (needs QG_TEST_POSTGRES)', () => {
  let east: Portal;
  let west: Portal;
  beforeEach(async () => {
    east = await createReplica('east');
    west = await createReplica('west', east.home);
    await east.start();
    await west.start();
  }, 120_000);
  afterEach(() => Promise.all([east.dispose(), west.dispose()]));

  it('share what comes in: each understands a fair part, nothing is lost and nothing is there twice', async () => {
    await sendAll([east, west], 'd');
    await west.settled();
    const deployments = await readAll(west);
    expect(deployments.map(({ id }) => id).sort()).toEqual(idsOf('d').sort());
    expect(understoodBy('east', deployments)).toBeGreaterThan(DELIVERIES / 4);
    expect(understoodBy('west', deployments)).toBeGreaterThan(DELIVERIES / 4);
  }, 180_000);

  it('take over: what one had accepted when it was killed is understood by the other', async () => {
    await sendAll([east], 'e');
    const waiting = await east.read<Page<DeliveryInfo>>(
      '/deliveries?state=received&limit=200',
    );
    await east.stop('SIGKILL');
    await west.settled();
    const deployments = await readAll(west);
    expect(deployments.map(({ id }) => id).sort()).toEqual(idsOf('e').sort());
    expect(understoodBy('west', deployments)).toBeGreaterThanOrEqual(
      Math.min(1, waiting.items.length),
    );
  }, 180_000);
});

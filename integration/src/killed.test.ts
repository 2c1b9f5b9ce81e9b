import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Accepted,
  DeliveryInfo,
  Deployment,
  Page,
  Run,
  Unmapped,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { createPortal, type Portal } from './portal';
import { engines } from './portalHome';

/** `kill -9` this often, at a random moment of the load each time. */
const KILLS = 20;
/** One request every 5 ms: 200 a second. */
const EVERY_MS = 5;
const ENTITY = 'component:default/killed';

interface Acknowledged {
  deliveries: Map<string, string>;
  runs: Set<string>;
  sent: Set<string>;
}

/** Sends a deployment or a trace every 5 ms until told to stop; failures are expected, they are not acknowledged. */
async function load(portal: Portal, round: number, until: Promise<void>) {
  const acknowledged: Acknowledged = {
    deliveries: new Map(),
    runs: new Set(),
    sent: new Set(),
  };
  let over = false;
  void until.then(() => (over = true));
  const open: Promise<void>[] = [];
  for (let i = 0; !over; i++) {
    const id = `${round}-${i}`;
    acknowledged.sent.add(id);
    const request = i % 4 === 3 ? sendTrace : sendDeployment;
    open.push(request(portal, id, acknowledged).catch(() => undefined));
    await sleep(EVERY_MS);
  }
  await Promise.all(open);
  return acknowledged;
}

async function sendDeployment(portal: Portal, id: string, to: Acknowledged) {
  const response = await portal.send('/ingest/deployments', {
    id,
    entityRef: ENTITY,
    environment: 'production',
    commit: `sha-${id}`,
    status: 'success',
    finishedAt: '2026-01-10T12:00:00Z',
  });
  if (response.status !== 202) return;
  const { deliveryId } = (await response.json()) as Accepted;
  to.deliveries.set(id, deliveryId);
}

async function sendTrace(portal: Portal, id: string, to: Acknowledged) {
  const [a, b] = id.split('-').map(Number);
  const hex = (n: number, length: number) =>
    n.toString(16).padStart(length, '0');
  const response = await portal.send('/otlp/v1/traces', {
    resourceSpans: [
      {
        resource: {
          attributes: attributes({
            'backstage.entity.ref': ENTITY,
            'cicd.pipeline.name': 'build',
            'cicd.pipeline.run.id': id,
          }),
        },
        scopeSpans: [
          {
            spans: [
              {
                traceId: `${hex(a + 1, 16)}${hex(b + 1, 16)}`,
                spanId: hex(b + 1, 16),
                name: 'BUILD build',
                kind: 2,
                startTimeUnixNano: '1767960000000000000',
                endTimeUnixNano: '1767960060000000000',
                attributes: attributes({ 'cicd.pipeline.result': 'success' }),
              },
            ],
          },
        ],
      },
    ],
  });
  if (response.status === 200) to.runs.add(hex(a + 1, 16) + hex(b + 1, 16));
}

function attributes(values: Record<string, string>) {
  return Object.entries(values).map(([key, stringValue]) => ({
    key,
    value: { stringValue },
  }));
}

async function readAll<T>(portal: Portal, list: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page: Page<T> = await portal.read(
      `/entities/component/default/killed/${list}?limit=200${after}`,
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

async function unprocessed(portal: Portal): Promise<number> {
  const page = await portal.read<Page<DeliveryInfo>>(
    '/deliveries?state=received&limit=1',
  );
  return page.items.length;
}

/** What was understood before the catalog was read after a start finds its entity as soon as it is. */
async function unmapped(portal: Portal): Promise<number> {
  const page = await portal.read<Page<Unmapped>>('/unmapped?limit=1');
  return page.items.length;
}

describe.each(engines())('on $name', engine => {
  it(`loses nothing it acknowledged and makes up nothing, killed ${KILLS} times under 200 requests a second`, async () => {
    const portal = await createPortal({
      engine,
      components: [{ name: 'killed' }],
    });
    const deliveries = new Map<string, string>();
    const traces = new Set<string>();
    const sent = new Set<string>();
    try {
      for (let round = 0; round < KILLS; round++) {
        await portal.start();
        const killed = sleep(200 + Math.random() * 1300).then(() =>
          portal.stop('SIGKILL'),
        );
        const acknowledged = await load(portal, round, killed);
        for (const [id, delivery] of acknowledged.deliveries) {
          deliveries.set(id, delivery);
        }
        for (const id of acknowledged.runs) traces.add(id);
        for (const id of acknowledged.sent) sent.add(id);
      }
      await portal.start();
      while ((await unprocessed(portal)) || (await unmapped(portal))) {
        await sleep(100);
      }
      const deployments = await readAll<Deployment>(portal, 'deployments');
      const runs = await readAll<Run>(portal, 'runs');

      expect(deliveries.size).toBeGreaterThan(KILLS * 10);
      expect(traces.size).toBeGreaterThan(KILLS);
      const found = deployments.map(deployment => deployment.id);
      expect(new Set(found).size).toBe(found.length);
      expect(found.filter(id => !sent.has(id))).toEqual([]);
      const stored = new Set(found);
      expect([...deliveries.keys()].filter(id => !stored.has(id))).toEqual([]);
      const traced = new Set(runs.flatMap(run => run.traceIds));
      expect([...traces].filter(id => !traced.has(id))).toEqual([]);
      for (const [id, delivery] of [...deliveries].slice(0, 50)) {
        const info = await portal.read<DeliveryInfo>(`/deliveries/${delivery}`);
        expect(info).toMatchObject({
          state: 'stored',
          facts: [{ entityRefs: [ENTITY], key: expect.stringContaining(id) }],
        });
      }
    } finally {
      await portal.dispose();
    }
  }, 600_000);
});

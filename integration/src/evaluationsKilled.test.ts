import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { createPortal, engines, INGEST_TOKEN, type Portal } from './portal';

const postgres = engines().find(engine => engine.name === 'PostgreSQL');
const whenPostgres = postgres ? describe : describe.skip;

const EVALUATIONS = 20;
/** `kill -9` this often, at a random moment each time. */
const KILLS = Number(process.env.QG_TEST_KILLS ?? 4);
const PLACE = {
  entityRef: 'component:default/killed',
  environment: 'production',
};
const GATES = [
  { id: 'soak', type: 'wait-timer', with: { minutes: 1 } },
  { id: 'contracts', type: 'reported', with: {} },
];

function createReplica(home?: Portal['home']): Promise<Portal> {
  return createPortal({
    engine: postgres!,
    home,
    components: [{ name: 'killed' }],
    config: {
      ingest: {
        tokens: [
          { name: 'ci', token: INGEST_TOKEN, allow: ['ingest', 'evaluate'] },
        ],
        requestsPerSecond: 0,
      },
      policies: [
        {
          apiVersion: 'quality-gates.io/v1alpha1',
          kind: 'GatePolicy',
          metadata: { name: 'standard' },
          spec: {
            appliesTo: { environments: ['production'] },
            gates: GATES.map(gate => ({ ...gate, phase: 'pre-deploy' })),
          },
        },
      ],
    },
  });
}

whenPostgres('evaluations of two replicas (needs QG_TEST_POSTGRES)', () => {
  let listener: Server;
  let east: Portal;
  let west: Portal;
  const heard = new Map<string, number>();

  beforeEach(async () => {
    heard.clear();
    listener = createServer((request, response) => {
      const key = String(request.headers['idempotency-key']);
      heard.set(key, (heard.get(key) ?? 0) + 1);
      request.resume().on('end', () => response.writeHead(204).end());
    });
    await new Promise<void>(resolve => {
      listener.listen(0, '127.0.0.1', resolve);
    });
    const { port } = listener.address() as AddressInfo;
    process.env.QG_TEST_LISTENER = `http://127.0.0.1:${port}`;
    east = await createReplica();
    west = await createReplica(east.home);
    await east.start();
    await west.start();
  }, 180_000);
  afterEach(async () => {
    delete process.env.QG_TEST_LISTENER;
    await Promise.all([east.dispose(), west.dispose()]);
    listener.close();
  });

  it('all finish, each gate with one outcome, and each notice leaves under one key, though one of them is killed again and again', async () => {
    const ids: string[] = [];
    for (let n = 0; n < EVALUATIONS; n++) {
      const asked = await [east, west][n % 2].send('/evaluations', {
        ...{ ...PLACE, version: `1.${n}`, phase: 'pre-deploy' },
      });
      expect(asked.status).toBe(201);
      ids.push(((await asked.json()) as Evaluation).id);
    }
    const reporting = (async () => {
      for (let n = 0; n < EVALUATIONS; n++) {
        const told = await west.send('/ingest/gate-outcomes', {
          ...{ ...PLACE, version: `1.${n}`, gate: 'contracts' },
          ...{ outcome: 'pass', at: new Date().toISOString() },
        });
        expect(told.status).toBe(202);
        await sleep(2_000);
      }
    })();
    for (let kills = 0; kills < KILLS; kills++) {
      await sleep(Math.random() * 4_000);
      await east.stop('SIGKILL');
      await east.start();
    }
    await reporting;
    const all = await Promise.all(ids.map(id => finished(west, id)));
    for (const { decision, outcomes } of all) {
      expect(decision).toBe('allow');
      expect(outcomes.map(one => [one.gate, one.outcome]).sort()).toEqual([
        ['contracts', 'pass'],
        ['soak', 'pass'],
      ]);
    }
    const keys = ids.map(id => `listener:verdict-changed:${id}`);
    const isTold = () => keys.every(key => heard.has(key));
    for (let tries = 0; !isTold() && tries < 300; tries++) await sleep(500);
    expect(keys.filter(key => !heard.has(key))).toEqual([]);
    // Nothing but what is about these, and nothing more often than there were kills besides once.
    const known = (key: string) => keys.some(one => key.startsWith(one));
    expect([...heard.keys()].filter(key => !known(key))).toEqual([]);
    expect(Math.max(...heard.values())).toBeLessThanOrEqual(1 + KILLS);
  }, 600_000);
});

async function finished(portal: Portal, id: string): Promise<Evaluation> {
  for (let tries = 0; tries < 240; tries++) {
    const read = await portal.read<Evaluation>(`/evaluations/${id}`);
    if (read.decidedAt !== null) return read;
    await sleep(500);
  }
  throw new Error(`The evaluation ${id} is not decided`);
}

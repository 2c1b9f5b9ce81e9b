import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Evaluation,
  GateOutcome,
  NoticeInfo,
  Page,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { type Outside, startOutside } from './outside';
import { createPortal, type Portal } from './portal';
import { engines, INGEST_TOKEN } from './portalHome';

const postgres = engines().find(engine => engine.name === 'PostgreSQL');
const whenPostgres = postgres ? describe : describe.skip;

/** `kill -9` this often, at a random moment each time. */
const KILLS = Number(process.env.QG_TEST_KILLS ?? 20);
/** Asked between two kills, by turns at each replica, so that every kill finds work under way. */
const EVALUATIONS_A_KILL = 2;
const LONGEST_PAUSE_MS = 1_500;
const PLACE = {
  entityRef: 'component:default/killed',
  environment: 'production',
};
const GATES = [
  { id: 'soak', type: 'wait-timer', with: { minutes: 1 } },
  { id: 'contracts', type: 'reported', with: {} },
  {
    id: 'health',
    type: 'http',
    sampling: { count: 3, interval: '1s' },
    with: { source: 'outside', path: '/health', expect: { 'json:$.ok': true } },
  },
];
const PASSED = ['contracts pass', 'health pass', 'soak pass'];

function createReplica(
  outside: Outside,
  home?: Portal['home'],
): Promise<Portal> {
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
      sources: {
        outside: { type: 'http', url: outside.url, allowPrivateAddress: true },
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
  let outside: Outside;
  let east: Portal;
  let west: Portal;

  beforeEach(async () => {
    outside = await startOutside();
    process.env.QG_TEST_LISTENER = `${outside.url}/notices`;
    east = await createReplica(outside);
    west = await createReplica(outside, east.home);
    await east.start();
    await west.start();
  }, 180_000);
  afterEach(async () => {
    delete process.env.QG_TEST_LISTENER;
    await Promise.all([east.dispose(), west.dispose()]);
    await outside.stop();
  });

  async function ask(portal: Portal, version: string): Promise<string> {
    const question = { ...PLACE, version, phase: 'pre-deploy' };
    const asked = await portal.send('/evaluations', question);
    expect(asked.status).toBe(201);
    return ((await asked.json()) as Evaluation).id;
  }

  async function report(version: string) {
    await sleep(Math.random() * 2 * LONGEST_PAUSE_MS);
    const told = await west.send('/ingest/gate-outcomes', {
      ...{ ...PLACE, version, gate: 'contracts', outcome: 'pass' },
      at: new Date().toISOString(),
    });
    expect(told.status).toBe(202);
  }

  /** Kills one of them again and again while both are asked; the ids of what was asked. */
  async function askAndKill(): Promise<string[]> {
    const ids: string[] = [];
    const reports: Promise<void>[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      for (let n = 0; n < EVALUATIONS_A_KILL; n++) {
        const version = `1.${kill}.${n}`;
        ids.push(await ask([east, west][n % 2], version));
        reports.push(report(version));
      }
      await sleep(Math.random() * LONGEST_PAUSE_MS);
      await east.stop('SIGKILL');
      await east.start();
    }
    await Promise.all(reports);
    return ids;
  }

  it('all finish, each gate with one outcome, and each notice leaves under one key, though one of them is killed again and again', async () => {
    const ids = await askAndKill();
    const all = await Promise.all(ids.map(id => finished(west, id)));
    for (const { decision, outcomes } of all) {
      expect(decision).toBe('allow');
      const said = outcomes.map(one => `${one.gate} ${one.outcome}`);
      expect(said.sort()).toEqual(PASSED);
    }
    const recorded = await recordedOutcomes(west);
    expect(recorded.sort()).toEqual(
      ids.flatMap(id => PASSED.map(passed => `${id} ${passed}`)).sort(),
    );

    const notices = await allSent(west);
    const keys = notices.map(({ id }) => id).sort();
    // At least once, and nothing that the outbox does not know.
    expect([...outside.calls.keys()].sort()).toEqual(keys);
    const verdicts = ids.map(id => `listener:verdict-changed:${id}`);
    expect(keys).toEqual(expect.arrayContaining(verdicts));
    for (const [key, calls] of outside.calls) {
      expect(calls.length).toBeLessThanOrEqual(1 + KILLS);
      // The same key speaks of the same evaluation however often it comes.
      const [id, ...others] = new Set(calls.map(call => call.id));
      expect([key.includes(id), others]).toEqual([true, []]);
    }
    // A receiver that honours the key has one effect a notice, and so one a verdict.
    const effects = outside.effects.filter(({ key }) => verdicts.includes(key));
    expect(effects.map(({ key, decision }) => [key, decision]).sort()).toEqual(
      verdicts.map(key => [key, 'allow']).sort(),
    );
    // Read again: what was decided has not changed.
    const later = await Promise.all(ids.map(id => finished(west, id)));
    expect(later.map(standing)).toEqual(all.map(standing));
  }, 900_000);
});

/** What was decided; how often a gate failed before is counted when it is read. */
function standing({ id, decidedAt, decision, outcomes }: Evaluation) {
  const own = outcomes.map(({ history, ...outcome }) => outcome);
  return { id, decidedAt, decision, outcomes: own };
}

async function finished(portal: Portal, id: string): Promise<Evaluation> {
  for (let tries = 0; tries < 360; tries++) {
    const read = await portal.read<Evaluation>(`/evaluations/${id}`);
    if (read.decidedAt !== null) return read;
    await sleep(500);
  }
  throw new Error(`The evaluation ${id} is not decided`);
}

async function readAll<T>(portal: Portal, path: string): Promise<T[]> {
  const items: T[] = [];
  let after = '';
  for (;;) {
    const page = await portal.read<Page<T>>(`${path}limit=200${after}`);
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    after = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
}

/** What was measured, as the history of the gates shows it. */
async function recordedOutcomes(portal: Portal): Promise<string[]> {
  const of = (gate: string) =>
    `/entities/component/default/killed/gates/${gate}/outcomes?`;
  const all = await Promise.all(
    GATES.map(({ id }) => readAll<GateOutcome>(portal, of(id))),
  );
  return all
    .flat()
    .filter(({ evaluationId }) => evaluationId)
    .map(one => `${one.evaluationId} ${one.gate} ${one.outcome}`);
}

/** What the outbox holds for the listener, once none of it waits: what a killed replica was at stands still for a minute. */
async function allSent(portal: Portal): Promise<NoticeInfo[]> {
  for (let tries = 0; tries < 400; tries++) {
    const notices = await readAll<NoticeInfo>(portal, '/outbox?');
    if (notices.every(({ state }) => state === 'sent')) {
      return notices.filter(({ kind }) => kind.endsWith('/listener'));
    }
    await sleep(500);
  }
  throw new Error('Some notices wait still, or could not be told');
}

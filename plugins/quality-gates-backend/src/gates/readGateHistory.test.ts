import {
  gateOutcomeSchema,
  gateSchema,
  type Outcome,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { createEnvironments } from '../environments';
import {
  createSqlite,
  type TestDatabase,
} from '../store/__testUtils__/testDatabases';
import { CHECKOUT, makeFact, owned } from '../store/__testUtils__/testFacts';
import { createTestStore } from '../store/__testUtils__/testStore';
import type { AttributedFact } from '../store/types';
import { createGateReader } from './readGateHistory';

let minute = 0;
let database: TestDatabase;
beforeEach(async () => {
  database = await createSqlite();
});
afterEach(() => database.drop());

/** Each report is older than the one before it. */
function report(
  gate: string,
  outcome: Outcome,
  environment = 'production',
  rest: object = {},
): AttributedFact {
  minute -= 1;
  const data = { id: `${minute}`, gate, environment, outcome, ...rest };
  return owned(
    makeFact('gate-report', `plain:ci/${minute}`, data, {
      at: Date.UTC(2025, 2, 10, 12, minute),
      reportedBy: 'ci',
    }),
    CHECKOUT,
  );
}

async function setup(facts: AttributedFact[]) {
  const store = await createTestStore(database);
  await store.tell(facts);
  const environments = createEnvironments([
    { name: 'production', tier: 'production', aliases: ['prod', 'prod-*'] },
  ]);
  return { store, reader: createGateReader({ store, environments }) };
}

const query = { entityRef: CHECKOUT, environments: [], limit: 50 };

describe('createGateReader', () => {
  it('lists gates by name, each with its newest outcomes, oldest first', async () => {
    const newest = report('unit', 'fail');
    const { id } = newest.fact.data as { id: string };
    const { reader } = await setup([
      newest,
      report('unit', 'pass'),
      report('lint', 'pass'),
      report('unit', 'warn'),
    ]);
    const { items, nextCursor } = await reader.listGates(query);
    expect(nextCursor).toBeNull();
    expect(
      items.map(({ gate, outcomes }) => [
        gate,
        outcomes.map(({ outcome }) => outcome),
      ]),
    ).toEqual([
      ['lint', ['pass']],
      ['unit', ['warn', 'pass', 'fail']],
    ]);
    expect(items[1].latest.id).toBe(id);
    for (const item of items) {
      expect(gateSchema.safeParse(item).success).toBe(true);
    }
  });

  it('counts pass and warn as passed, and neither counts pending nor skipped', async () => {
    const outcomes: Outcome[] = [
      'pass',
      'warn',
      'fail',
      'error',
      'inconclusive',
      'pending',
      'skipped',
    ];
    const { reader } = await setup(
      outcomes.map(outcome => report('unit', outcome)),
    );
    const { items } = await reader.listGates(query);
    expect(items[0]).toMatchObject({ passed: 2, of: 5 });
  });

  it('pages gates by name', async () => {
    const { reader } = await setup(
      ['d', 'a', 'c', 'b', 'ä'].map(gate => report(gate, 'pass')),
    );
    const seen: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await reader.listGates({ ...query, limit: 2, cursor });
      seen.push(page.items.map(({ gate }) => gate));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([['a', 'b'], ['c', 'd'], ['ä']]);
  });

  it.each(['%', 'YQ==', '='])('refuses the cursor %s', async cursor => {
    const { reader } = await setup([report('unit', 'pass')]);
    await expect(reader.listGates({ ...query, cursor })).rejects.toMatchObject({
      name: 'InputError',
    });
  });

  it('takes an environment for all of its regions, deployed to or not', async () => {
    const { reader } = await setup([
      report('unit', 'pass', 'prod-us'),
      report('unit', 'fail', 'production'),
      report('unit', 'warn', 'staging'),
    ]);
    const { items } = await reader.listGates({
      ...query,
      environments: ['PROD'],
    });
    expect(items[0].outcomes.map(({ environment }) => environment)).toEqual([
      'production',
      'prod-us',
    ]);
  });

  it('pages the outcomes of one gate, newest first', async () => {
    const seen = { value: 3, limit: 0, unit: 'bugs' };
    const { reader } = await setup([
      report('unit', 'fail', 'production', seen),
      report('lint', 'pass'),
      report('unit', 'pass'),
    ]);
    const first = await reader.listOutcomes({
      ...query,
      gate: 'unit',
      limit: 1,
    });
    expect(first.items).toEqual([
      expect.objectContaining({ ...seen, outcome: 'fail', reportedBy: 'ci' }),
    ]);
    expect(gateOutcomeSchema.safeParse(first.items[0]).success).toBe(true);
    const second = await reader.listOutcomes({
      ...query,
      gate: 'unit',
      cursor: first.nextCursor!,
    });
    expect(second).toMatchObject({
      items: [{ outcome: 'pass' }],
      nextCursor: null,
    });
  });
});

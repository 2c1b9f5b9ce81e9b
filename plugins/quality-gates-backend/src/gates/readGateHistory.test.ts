import {
  gateOutcomeSchema,
  gateSchema,
  type Outcome,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { createEnvironments } from '../environments';
import type { GateReportRow } from '../store/types';
import { createGateReader } from './readGateHistory';

const CHECKOUT = 'component:default/checkout';

let minute = 0;
/** Each report is older than the one before it: the store gives the newest first. */
function report(
  gate: string,
  outcome: Outcome,
  environment = 'production',
): GateReportRow {
  minute -= 1;
  return {
    entityRef: CHECKOUT,
    key: `plain:ci/${minute}`,
    reportedBy: 'ci',
    id: `${minute}`,
    gate,
    environment,
    outcome,
    at: Date.UTC(2025, 2, 10, 12, minute),
  };
}

function setup(rows: GateReportRow[], deployed: string[] = []) {
  const store = {
    readGateReports: jest.fn(async () => rows),
    listGateReports: jest.fn(async () => ({ rows, nextCursor: 'more' })),
    readEnvironments: jest.fn(async () => new Map([[CHECKOUT, deployed]])),
  };
  const environments = createEnvironments([
    { name: 'production', tier: 'production', aliases: ['prod', 'prod-*'] },
  ]);
  return { store, reader: createGateReader({ store, environments }) };
}

const query = { entityRef: CHECKOUT, environments: [], limit: 50 };

describe('createGateReader', () => {
  it('lists gates by name, each with its newest outcomes, oldest first', async () => {
    const newest = report('unit', 'fail');
    const { reader } = setup([
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
    expect(items[1].latest.id).toBe(newest.id);
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
    const { reader } = setup(outcomes.map(outcome => report('unit', outcome)));
    const { items } = await reader.listGates(query);
    expect(items[0]).toMatchObject({ passed: 2, of: 5 });
  });

  it('pages gates by name', async () => {
    const { reader } = setup(
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
    const { reader } = setup([report('unit', 'pass')]);
    await expect(reader.listGates({ ...query, cursor })).rejects.toMatchObject({
      name: 'InputError',
    });
  });

  it('takes an environment for all of its regions, deployed to or not', async () => {
    const { store, reader } = setup(
      [report('unit', 'pass', 'prod-us')],
      ['prod-eu', 'staging'],
    );
    await reader.listGates({ ...query, environments: ['PROD'] });
    expect(store.readGateReports).toHaveBeenLastCalledWith({
      entityRef: CHECKOUT,
      environments: ['prod-eu', 'prod-us', 'production'],
      perGate: 30,
    });
  });

  it('lists the outcomes of one gate as the store pages them', async () => {
    const row = { ...report('unit', 'fail'), value: 3, limit: 0, unit: 'bugs' };
    const { store, reader } = setup([row]);
    const page = await reader.listOutcomes({
      ...query,
      gate: 'unit',
      cursor: 'c',
    });
    expect(store.listGateReports).toHaveBeenCalledWith({
      entityRef: CHECKOUT,
      gate: 'unit',
      limit: 50,
      cursor: 'c',
      environments: undefined,
    });
    expect(page).toMatchObject({
      items: [
        { outcome: 'fail', value: 3, limit: 0, unit: 'bugs', reportedBy: 'ci' },
      ],
      nextCursor: 'more',
    });
    expect(gateOutcomeSchema.safeParse(page.items[0]).success).toBe(true);
  });
});

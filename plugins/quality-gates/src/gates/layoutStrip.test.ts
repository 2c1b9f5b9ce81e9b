import type {
  Gate,
  GateOutcome,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { foldRows, layoutStrip, STRIP_COLUMNS } from './layoutStrip';

function outcome(partial: Partial<GateOutcome>): GateOutcome {
  return {
    id: 'o',
    gate: 'unit-tests',
    environment: 'production',
    version: null,
    commit: null,
    deploymentId: null,
    phase: null,
    outcome: 'pass',
    value: null,
    limit: null,
    unit: null,
    summary: null,
    evidenceUrl: null,
    runUrl: null,
    at: '2026-11-18T10:00:00.000Z',
    reportedBy: 'ci',
    ...partial,
  };
}

function gate(name: string, outcomes: GateOutcome[]): Gate {
  const latest = outcomes[outcomes.length - 1];
  return { gate: name, passed: 0, of: 0, latest, outcomes };
}

const at = (minute: number) =>
  new Date(Date.UTC(2026, 10, 18, 0, minute)).toISOString();

describe('layoutStrip', () => {
  it('puts gates that judged the same version into one column', () => {
    const strip = layoutStrip([
      gate('a', [
        outcome({ version: '1', at: at(1) }),
        outcome({ version: '2', at: at(5), outcome: 'fail' }),
      ]),
      gate('b', [outcome({ version: '2', at: at(4) })]),
    ]);
    expect(strip.columns.map(column => column.at)).toEqual([at(1), at(4)]);
    expect(
      strip.rows.map(row => row.cells.map(cell => cell?.outcome ?? null)),
    ).toEqual([
      ['pass', 'fail'],
      [null, 'pass'],
    ]);
  });

  it('keeps the same version apart by environment', () => {
    const strip = layoutStrip([
      gate('a', [
        outcome({ version: '1', environment: 'eu', at: at(1) }),
        outcome({ version: '1', environment: 'us', at: at(2) }),
      ]),
    ]);
    expect(strip.columns.map(column => column.environment)).toEqual([
      'eu',
      'us',
    ]);
  });

  it('shows both outcomes of a gate that judged one version twice', () => {
    const [row] = layoutStrip([
      gate('a', [
        outcome({ version: '1', at: at(1), outcome: 'fail' }),
        outcome({ version: '1', at: at(2) }),
      ]),
    ]).rows;
    expect(row.cells.map(cell => cell?.outcome)).toEqual(['fail', 'pass']);
  });

  it('keeps the newest columns', () => {
    const many = Array.from({ length: STRIP_COLUMNS + 5 }, (_, index) =>
      outcome({ version: String(index), at: at(index) }),
    );
    const strip = layoutStrip([gate('a', many)]);
    expect(strip.columns).toHaveLength(STRIP_COLUMNS);
    expect(strip.columns[0].at).toBe(at(5));
  });

  it('counts warnings as passed, and neither pending nor skipped outcomes at all', () => {
    const kinds = [
      'pass',
      'warn',
      'fail',
      'error',
      'pending',
      'skipped',
    ] as const;
    const [row] = layoutStrip([
      gate(
        'a',
        kinds.map((kind, i) =>
          outcome({ version: kind, at: at(i), outcome: kind }),
        ),
      ),
    ]).rows;
    expect(row).toMatchObject({ passed: 2, of: 4 });
  });
});

describe('a pass without data', () => {
  it('is no pass that counts', () => {
    const [row] = layoutStrip([
      gate('a', [
        outcome({ version: '1', reasonCode: 'within_limits' }),
        outcome({ version: '2', reasonCode: 'no_data' }),
      ]),
    ]).rows;
    expect(row).toMatchObject({ passed: 1, of: 1 });
  });
});

describe('foldRows', () => {
  const passing = (name: string) => gate(name, [outcome({ version: '1' })]);
  const failing = (name: string) =>
    gate(name, [outcome({ version: '1', outcome: 'fail' })]);
  const warned = (name: string) =>
    gate(name, [outcome({ version: '1', outcome: 'warn' })]);
  const fold = (gates: Gate[]) => {
    const { open, folded } = foldRows(layoutStrip(gates).rows);
    return [open.map(row => row.gate), folded.map(row => row.gate)];
  };

  it.each([
    ['nothing', [], [[], []]],
    [
      'gates that all passed',
      [passing('b'), passing('a'), passing('c'), passing('d')],
      [['a', 'b', 'c', 'd'], []],
    ],
    [
      'two passing beside a failing one',
      [passing('a'), passing('b'), failing('c')],
      [['c', 'a', 'b'], []],
    ],
    [
      'a gate that passed without data as one that did not always pass',
      [
        gate('a', [outcome({ version: '1', reasonCode: 'no_data' })]),
        ...[passing('b'), passing('c'), passing('d')],
      ],
      [['a'], ['b', 'c', 'd']],
    ],
    [
      'three passing beside others, the failing first',
      [passing('a'), warned('b'), passing('c'), failing('d'), passing('e')],
      [
        ['d', 'b'],
        ['a', 'c', 'e'],
      ],
    ],
  ])('shows %s as expected', (_, gates, expected) => {
    expect(fold(gates)).toEqual(expected);
  });
});

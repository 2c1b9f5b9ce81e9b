import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { readDoraCases, type DoraExpectation } from './doraCases';
import { expectDoraReport } from './expectDoraReport';

const [{ query }] = readDoraCases();
const report = {
  deploymentFrequency: {
    count: 3,
    perDay: 0.0967741,
    perWeek: 0.67,
    reason: null,
  },
  changeLeadTime: { n: 3, medianSeconds: 3600, p90Seconds: 1 },
  changeFailRate: { ratio: null, failed: 0 },
  series: [
    { from: '2025-07-31T18:30:00.000Z', deployments: 2 },
    { from: '2025-08-01T18:30:00.000Z', deployments: 0 },
  ],
  evidence: { deploymentIds: ['b', 'a'] },
  bands: { year: 2023, changeFailRate: null },
} as unknown as DoraReport;

const check = (expected: DoraExpectation) => () =>
  expectDoraReport(report, {
    expected,
    query: { ...query, timezone: 'Asia/Kolkata' },
  });

describe('expectDoraReport', () => {
  it.each<DoraExpectation>([
    { deployments: 3, deploymentsPerDay: 0.096774, changeFailRate: null },
    { leadTime: { n: 3, medianSeconds: 3600 } },
    { buckets: { '2025-08-01': 2 } },
    { deploymentIds: ['a', 'b'] },
    { tier: null, runs: 2 },
  ])('passes %j', expected => {
    expect(check(expected)).not.toThrow();
  });

  it.each<DoraExpectation>([
    { deployments: 2 },
    { deploymentsPerDay: 0.0968 },
    { changeFailRate: 0 },
    { leadTime: { n: 3, medianSeconds: null } },
    { buckets: { '2025-07-31': 2 } },
    { deploymentIds: ['a'] },
    { reason: 'no-source' },
  ])('fails %j', expected => {
    expect(check(expected)).toThrow('toEqual');
  });

  it('fails an expectation that it does not know', () => {
    expect(check({ meanLeadTime: 4 })).toThrow('"meanLeadTime"');
  });
});

describe('readDoraCases', () => {
  it('has twenty cases, each with an expectation and its derivation', () => {
    const cases = readDoraCases();
    expect(cases.map(({ id }) => id)).toEqual(
      Array.from(
        { length: 20 },
        (_, n) => `C${String(n + 1).padStart(2, '0')}`,
      ),
    );
    for (const { expected, derivation } of cases) {
      expect(Object.keys(expected)).not.toEqual([]);
      expect(derivation).toEqual(expect.any(String));
    }
  });

  it('refuses a file of another shape', () => {
    expect(() => readDoraCases({ cases: [{ id: 'x' }] })).toThrow('query');
  });
});

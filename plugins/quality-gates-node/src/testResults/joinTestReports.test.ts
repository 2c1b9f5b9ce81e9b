import type { Report } from '../FactReader';
import type { TestCase, TestReportData } from '../reports';
import { joinTestReports } from './joinTestReports';

type Status = TestCase['status'];

/** A report that ran from one minute to another. */
function report(
  [begun, ended]: readonly [number | undefined, number],
  tests: readonly (readonly [string, Status])[],
  rest: Partial<TestReportData> = {},
): Report<TestReportData> {
  const cases = tests.map(([name, status]) => ({ name, status }));
  const count = (status: Status) =>
    cases.filter(one => one.status === status).length;
  return {
    at: ended,
    reportedBy: null,
    data: {
      id: `${begun}-${ended}`,
      tool: 'junit',
      startedAt: begun,
      finishedAt: ended,
      passed: count('passed'),
      failed: count('failed'),
      skipped: count('skipped'),
      flaky: count('flaky'),
      cases,
      ...rest,
    },
  };
}

const statusesOf = (...reports: Report<TestReportData>[]) =>
  joinTestReports(reports).cases.map(({ name, status }) => [name, status]);

describe('joinTestReports', () => {
  it('lays shards side by side', () => {
    expect(
      statusesOf(
        report([0, 10], [['a', 'passed']]),
        report([0, 11], [['b', 'failed']]),
      ),
    ).toEqual([
      ['a', 'passed'],
      ['b', 'failed'],
    ]);
  });

  it.each<[string, Status, Status, Status]>([
    ['a pass after a failure is flaky', 'failed', 'passed', 'flaky'],
    ['a failure after a pass is one', 'passed', 'failed', 'failed'],
    ['a skip after a failure hides nothing', 'failed', 'skipped', 'failed'],
    ['a skip after a pass takes nothing away', 'passed', 'skipped', 'passed'],
    ['a pass after a pass is one test', 'passed', 'passed', 'passed'],
  ])('knows that %s', (_, before, after, expected) => {
    const first = report([0, 10], [['a', before]]);
    const second = report([10, 20], [['a', after]]);
    expect(statusesOf(first, second)).toEqual([['a', expected]]);
    expect(statusesOf(second, first)).toEqual([['a', expected]]);
  });

  it('lets the worse of two legs that overlap count', () => {
    const linux = report([0, 10], [['a', 'failed']]);
    const windows = report([5, 20], [['a', 'passed']]);
    expect(statusesOf(linux, windows)).toEqual([['a', 'failed']]);
  });

  it('replaces nothing within one run when the start is not known', () => {
    const runUrl = 'https://ci.example.com/1';
    const first = report([undefined, 10], [['a', 'failed']], { runUrl });
    const second = report([undefined, 20], [['a', 'passed']], { runUrl });
    const rerun = report([undefined, 20], [['a', 'passed']], {
      runUrl: 'https://ci.example.com/2',
    });
    expect(statusesOf(first, second)).toEqual([['a', 'failed']]);
    expect(statusesOf(first, rerun)).toEqual([['a', 'flaky']]);
  });

  it('counts a test twice whose name one report holds twice', () => {
    const once = report(
      [0, 10],
      [
        ['a', 'passed'],
        ['a', 'failed'],
      ],
    );
    expect(statusesOf(once)).toEqual([
      ['a', 'passed'],
      ['a', 'failed'],
    ]);
  });

  it('tells suites of one commit apart', () => {
    expect(
      statusesOf(
        report([0, 10], [['a', 'failed']], { suite: 'linux' }),
        report([20, 30], [['a', 'passed']], { suite: 'windows' }),
      ),
    ).toEqual([
      ['a', 'failed'],
      ['a', 'passed'],
    ]);
  });

  it('hears only the first runs of a test when told so', () => {
    const rounds = [
      report([0, 1], [['a', 'failed']]),
      report([2, 3], [['a', 'failed']]),
      report([4, 5], [['a', 'passed']]),
    ];
    const { cases, attempts } = joinTestReports(rounds, { attempts: 2 });
    expect(cases).toMatchObject([{ status: 'failed' }]);
    expect(attempts).toBe(3);
  });

  it('counts tests that a report does not list, once', () => {
    const long = { truncated: true, passed: 6000 };
    const { unlisted } = joinTestReports([
      report([0, 1], [['a', 'passed']], long),
      report([2, 3], [['a', 'passed']], long),
    ]);
    expect(unlisted).toEqual({
      passed: 5999,
      failed: 0,
      skipped: 0,
      flaky: 0,
    });
  });

  it('dates what counts by the oldest report in it', () => {
    const first = report([0, 10], [['a', 'passed']]);
    const again = report([20, 30], [['a', 'passed']]);
    const other = report([15, 25], [['b', 'passed']]);
    expect(joinTestReports([first, again, other]).oldestAt).toBe(25);
    expect(joinTestReports([]).oldestAt).toBeUndefined();
  });

  describe('a run that broke off', () => {
    const broke = { incomplete: 'worker lost' };
    const isIncomplete = (...reports: Report<TestReportData>[]) =>
      joinTestReports(reports).incomplete.length > 0;

    it.each<[string, boolean, Report<TestReportData>]>([
      [
        'is made good by a whole one',
        false,
        report([20, 30], [['a', 'passed']]),
      ],
      [
        'is not made good by a shard of other tests',
        true,
        report([20, 30], [['b', 'passed']]),
      ],
      [
        'is not made good by one that ran beside it',
        true,
        report([5, 30], [['a', 'passed']]),
      ],
      [
        'is not made good by another suite',
        true,
        report([20, 30], [['a', 'passed']], { suite: 'load' }),
      ],
      [
        'is not made good by another that broke off',
        true,
        report([20, 30], [['a', 'passed']], broke),
      ],
    ])('%s', (_, expected, later) => {
      const broken = report([0, 10], [['a', 'passed']], broke);
      expect(isIncomplete(broken, later)).toBe(expected);
    });

    it('before its first test is made good by a named suite only', () => {
      const broken = (suite?: string) =>
        report([0, 1], [], { ...broke, suite });
      const whole = (suite?: string) =>
        report([20, 30], [['a', 'passed']], { suite });
      expect(isIncomplete(broken(), whole())).toBe(true);
      expect(isIncomplete(broken('unit'), whole('unit'))).toBe(false);
    });
  });
});

import type {
  TestCase,
  TestReportData,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  describeGateKind,
  KIT_NOW,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import {
  foundReports as found,
  makeTestReport,
  reads,
} from '../../__testUtils__/testReports';
import { junit } from './index';

const MINUTE_MS = 60_000;

type Given = Partial<TestReportData> & { readonly at?: number };

function report(
  statuses: Readonly<Record<string, TestCase['status']>>,
  { at = KIT_NOW - 10 * MINUTE_MS, ...rest }: Given = {},
) {
  const cases = Object.entries(statuses).map(([name, status]) => ({
    name,
    status,
  }));
  return makeTestReport(at, cases, {
    tool: 'junit',
    runUrl: 'https://ci.example.com/runs/1',
    finishedAt: at,
    ...rest,
  });
}

const undecided = (code: string) => expect.objectContaining({ code });

const good = { a: 'passed', b: 'passed', c: 'passed' } as const;
const quarantine = (until: string) => ({
  minTests: 1,
  quarantine: {
    tests: [{ test: 'b', owner: 'group:default/payments', until }],
    maxAge: '14d',
  },
});

describeGateKind(junit, {
  params: {
    artifact: 'junit',
    minTests: 3,
    maxFailures: 0,
    maxSkippedPercent: 25,
    flaky: { max: 1, verdict: 'warn' },
  },
  value: {
    title: 'counts the tests of the report',
    context: found(report({ ...good, d: 'flaky', e: 'skipped' })),
    measurement: {
      readings: [
        {
          name: 'failed tests',
          value: 0,
          limits: { fail: 0, direction: 'at-most' },
        },
        {
          name: 'tests run',
          value: 4,
          limits: { fail: 3, direction: 'at-least' },
        },
        {
          name: 'skipped tests',
          value: 20,
          unit: '%',
          limits: { fail: 25, direction: 'at-most' },
        },
        {
          name: 'flaky tests',
          value: 1,
          limits: { warn: 1, direction: 'at-most' },
        },
      ],
      summary: '4 tests ran (at least 3): 0 failed, 1 flaky, 1 skipped',
      observedAt: KIT_NOW - 10 * MINUTE_MS,
      evidenceUrl: 'https://ci.example.com/runs/1',
    },
  },
  empty: {
    title: 'decides nothing without a report, as after one that was corrupt',
    context: found(),
    measurement: { undecided: undecided('no_report') },
  },
  more: [
    {
      title: 'names the first test that failed',
      context: found(report({ ...good, d: 'failed' })),
      measurement: {
        readings: reads('failed tests', 1),
        summary:
          '4 tests ran (at least 3): 1 failed, first d, 0 flaky, 0 skipped',
      },
    },
    {
      title: 'counts zero tests as zero',
      context: found(report({})),
      measurement: { readings: reads('tests run', 0) },
    },
    {
      title: 'counts no skipped test among those that ran',
      context: found(report({ a: 'skipped', b: 'skipped', c: 'skipped' })),
      measurement: { readings: reads('tests run', 0) },
    },
    {
      title: 'decides nothing by a run that broke off',
      context: found(report(good, { incomplete: 'worker lost' })),
      measurement: {
        undecided: {
          code: 'incomplete_report',
          message: 'The run of junit broke off: worker lost',
        },
      },
    },
    {
      title: 'decides nothing by reports about another commit',
      context: found(report(good, { commit: 'bad0bad' })),
      measurement: { readings: [], undecided: undecided('other_commit') },
    },
    {
      title: 'decides nothing by reports about no commit',
      context: found(report(good, { commit: undefined })),
      measurement: { readings: [], undecided: undecided('other_commit') },
    },
    {
      title: 'decides nothing where the commit is not known',
      context: { ...found(report(good)), request: {} },
      measurement: { readings: [], undecided: undecided('commit_unknown') },
    },
    {
      title: 'dates its evidence by the oldest report, so that expired is told',
      context: found(
        report(good, { at: KIT_NOW - 2 * 86_400_000 }),
        report({ d: 'passed' }),
      ),
      measurement: { observedAt: KIT_NOW - 2 * 86_400_000 },
    },
    {
      title: 'joins the shards of a commit',
      context: found(
        report({ a: 'passed', b: 'passed' }),
        report({ c: 'failed' }, { at: KIT_NOW - 9 * MINUTE_MS }),
      ),
      measurement: { readings: reads('failed tests', 1) },
    },
    {
      title: 'decides nothing while a shard is missing',
      params: { minTests: 1, minReports: 2 },
      context: found(report(good)),
      measurement: { readings: [], undecided: undecided('too_few_reports') },
    },
    {
      title: 'leaves reports of Playwright to their own kind',
      context: found(report(good, { tool: 'playwright' })),
      measurement: { undecided: undecided('no_report') },
    },
    {
      title: 'takes the suite that is named',
      params: { minTests: 1, artifact: 'unit' },
      context: found(
        report(good, { suite: 'unit' }),
        report({ x: 'failed' }, { suite: 'load' }),
      ),
      measurement: { readings: reads('failed tests', 0) },
    },
    {
      title: 'does not count a failure in quarantine, and names it',
      params: quarantine('2025-03-10'),
      context: found(report({ a: 'passed', b: 'failed' })),
      measurement: {
        readings: reads('failed tests', 0),
        summary:
          '1 tests ran (at least 1): 0 failed, 0 flaky, 0 skipped; 1 in quarantine do not count',
        evidence: expect.objectContaining({
          quarantined: ['b (group:default/payments, until 2025-03-10)'],
        }),
      },
    },
    {
      title: 'counts a failure whose quarantine has expired',
      params: quarantine('2025-03-09'),
      context: found(report({ a: 'passed', b: 'failed' })),
      measurement: {
        readings: reads('failed tests', 1),
        evidence: expect.objectContaining({ quarantineExpired: ['b'] }),
      },
    },
    {
      title: 'counts a failure that was put away for longer than maxAge',
      params: quarantine('2025-03-25'),
      context: found(report({ a: 'passed', b: 'failed' })),
      measurement: {
        readings: reads('failed tests', 1),
        evidence: expect.objectContaining({ quarantineTooLong: ['b'] }),
      },
    },
    {
      title: 'reads the quarantine of the repository',
      params: { minTests: 1, quarantine: { file: '.backstage/q.yaml' } },
      context: {
        ...found(report({ a: 'passed', b: 'failed' })),
        repositoryFile: async () => [
          { test: 'b', owner: 'me', until: '2025-03-12' },
        ],
      },
      measurement: { readings: reads('failed tests', 0) },
    },
    {
      title: 'excuses nothing when the quarantine file is not there',
      params: { minTests: 1, quarantine: { file: '.backstage/q.yaml' } },
      context: found(report({ b: 'failed' })),
      measurement: {
        readings: reads('failed tests', 1),
        summary:
          '1 tests ran (at least 1): 1 failed, first b, 0 flaky, 0 skipped. The quarantine file .backstage/q.yaml could not be found, so that no test of it is excused',
      },
    },
    {
      title: 'could not look when the quarantine file is no list',
      params: { minTests: 1, quarantine: { file: '.backstage/q.yaml' } },
      context: {
        ...found(report(good)),
        repositoryFile: async () => ({ tests: 'all' }),
      },
      throws: 'InputError',
    },
  ],
  wrongParams: [
    { title: 'no minimum of tests', params: { maxFailures: 0 } },
    { title: 'a minimum of zero tests', params: { minTests: 0 } },
    {
      title: 'a quarantine without an owner',
      params: {
        minTests: 1,
        quarantine: { tests: [{ test: 'b', until: '2025-03-10' }] },
      },
    },
    {
      title: 'a quarantine file outside the repository',
      params: { minTests: 1, quarantine: { file: '../secret.yaml' } },
    },
  ],
});

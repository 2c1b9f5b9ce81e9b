import type {
  DeployedVersion,
  Report,
  TaskData,
  TestCase,
  TestReportData,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  describeGateKind,
  KIT_NOW,
  type GateKindCase,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import {
  makeTestReport,
  reads,
  REPORT_COMMIT,
} from '../../__testUtils__/testReports';
import { tests } from './index';

const MINUTE_MS = 60_000;

const ago = (minutes: number) => KIT_NOW - minutes * MINUTE_MS;

function report(
  begunAgo: number,
  statuses: readonly TestCase['status'][],
  rest: Partial<TestReportData> = {},
) {
  const cases = statuses.map((status, index) => ({
    name: `test ${index}`,
    status,
    tags: ['@smoke'],
  }));
  const finishedAt = ago(begunAgo) + 30_000;
  return makeTestReport(finishedAt, cases, {
    tool: 'playwright',
    environment: 'production',
    startedAt: ago(begunAgo),
    finishedAt,
    ...rest,
  });
}

/** The version came ten minutes ago. */
function found(
  reports: readonly Report<TestReportData>[],
  {
    deployedAgo = 10,
    later = [],
    jobs = [],
  }: {
    deployedAgo?: number;
    later?: readonly DeployedVersion[];
    jobs?: readonly TaskData[];
  } = {},
): GateKindCase['context'] {
  const deployment = { id: 'd', finishedAt: ago(deployedAgo) };
  return {
    request: { commit: REPORT_COMMIT, phase: 'post-deploy' },
    deployment,
    facts: {
      testReports: async () => reports,
      deployments: async () => later,
      tasks: async () => jobs,
    },
  };
}

const NOTHING_BEGAN = {
  readings: [
    {
      name: 'test runs begun in time',
      value: 0,
      limits: { fail: 1, direction: 'at-least' as const },
    },
  ],
};

const job: TaskData = {
  runKey: 'r',
  name: 'Smoke tests',
  startedAt: ago(9),
};

describeGateKind(tests, {
  params: {
    selector: '@smoke',
    minTests: 3,
    startWithin: '5m',
    after: 'deployment.finishedAt',
    retry: { attempts: 2 },
  },
  value: {
    title: 'counts the tests that carry the tag, and how soon they began',
    context: found([report(8, ['passed', 'passed', 'passed'])]),
    measurement: {
      readings: [
        {
          name: 'failed tests',
          value: 0,
          limits: { fail: 0, direction: 'at-most' },
        },
        {
          name: 'tests run',
          value: 3,
          limits: { fail: 3, direction: 'at-least' },
        },
        {
          name: 'time until the tests began',
          value: 120,
          unit: 's',
          limits: { fail: 300, direction: 'at-most' },
        },
      ],
      about: { commit: REPORT_COMMIT },
    },
  },
  empty: {
    title: 'waits until the tests must have begun',
    context: found([], { deployedAgo: 4 }),
    measurement: {
      readings: [],
      pending: {
        message: 'Waits for tests @smoke in production',
        until: KIT_NOW + MINUTE_MS,
      },
    },
  },
  more: [
    {
      title: 'waits for the version to get there',
      context: { deployment: undefined },
      measurement: {
        pending: { message: 'Waits for version 1.5.0 to reach production' },
      },
    },
    {
      title: 'counts nothing as begun when the time is over',
      context: found([], { deployedAgo: 5 }),
      measurement: {
        ...NOTHING_BEGAN,
        summary:
          'No tests @smoke began in production within 5 min of the deployment',
      },
    },
    {
      title: 'reads tests that began too late against the limit',
      context: found([report(4, ['passed', 'passed', 'passed'])]),
      measurement: { readings: reads('time until the tests began', 360) },
    },
    {
      title: 'does not take tests that ran before the deployment',
      context: found([report(11, ['passed', 'passed', 'passed'])]),
      measurement: NOTHING_BEGAN,
    },
    {
      title: 'does not take tests of another environment',
      context: found([
        report(8, ['passed', 'passed', 'passed'], { environment: 'staging' }),
      ]),
      measurement: NOTHING_BEGAN,
    },
    {
      title: 'does not take tests that name no environment',
      context: found([
        report(8, ['passed', 'passed', 'passed'], { environment: undefined }),
      ]),
      measurement: NOTHING_BEGAN,
    },
    {
      title: 'does not take tests that began after the next version came',
      context: found([report(8, ['passed', 'passed', 'passed'])], {
        later: [
          {
            id: 'd2',
            environment: 'production',
            version: '1.6.0',
            finishedAt: ago(9),
            verdict: null,
          },
        ],
      }),
      measurement: NOTHING_BEGAN,
    },
    {
      title: 'counts zero tests of a run that broke off as zero, undecided',
      context: found([report(8, [], { incomplete: 'No tests found' })]),
      measurement: {
        readings: reads('tests run', 0),
        undecided: expect.objectContaining({ code: 'incomplete_report' }),
      },
    },
    {
      title: 'counts no test without the tag',
      context: found([
        report(8, [], {
          cases: [
            { name: 'a @smoke', status: 'passed' },
            { name: 'b @smoketest', status: 'passed' },
            { name: 'c', status: 'failed' },
          ],
        }),
      ]),
      measurement: { readings: reads('tests run', 1) },
    },
    {
      title: 'waits for another attempt after a failure',
      context: found([report(4, ['passed', 'passed', 'failed'])], {
        deployedAgo: 5,
      }),
      measurement: {
        readings: [],
        pending: expect.objectContaining({
          until: ago(4) + 30_000 + 5 * MINUTE_MS,
        }),
      },
    },
    {
      title: 'lets a failure stand when no other attempt comes',
      context: found([report(9, ['passed', 'passed', 'failed'])]),
      measurement: { readings: reads('failed tests', 1) },
    },
    {
      title: 'takes the second attempt for flaky',
      context: found([
        report(9, ['passed', 'passed', 'failed']),
        report(7, ['passed', 'passed', 'passed']),
      ]),
      measurement: {
        readings: reads('failed tests', 0),
        evidence: expect.objectContaining({ flaky: ['test 2'], attempts: 2 }),
      },
    },
    {
      title: 'hears no third attempt',
      context: found([
        report(9, ['passed', 'passed', 'failed']),
        report(7, ['passed', 'passed', 'failed']),
        report(6, ['passed', 'passed', 'passed']),
      ]),
      measurement: { readings: reads('failed tests', 1) },
    },
    {
      title: 'waits while the job is running',
      context: found([], { jobs: [job] }),
      measurement: {
        readings: [],
        pending: {
          message: 'The job Smoke tests is running and has not reported yet',
        },
      },
    },
    {
      title: 'decides nothing by a job that ended and reported nothing',
      context: found([], {
        jobs: [{ ...job, finishedAt: ago(6), result: 'success' }],
      }),
      measurement: {
        readings: [],
        undecided: expect.objectContaining({ code: 'no_report' }),
      },
    },
    {
      title: 'knows the commit of the tests, so that another is told',
      context: found([
        report(8, ['passed', 'passed', 'passed'], { commit: 'bad0bad' }),
      ]),
      measurement: { about: { commit: 'bad0bad' } },
    },
  ],
  wrongParams: [
    { title: 'no minimum of tests', params: { selector: '@smoke' } },
    { title: 'no selector', params: { minTests: 1 } },
    {
      title: 'no attempt at all',
      params: { selector: '@smoke', minTests: 1, retry: { attempts: 0 } },
    },
  ],
});

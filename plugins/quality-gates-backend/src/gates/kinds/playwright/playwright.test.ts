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
import { playwright } from './index';

type Test = readonly [project: string, status: TestCase['status']];

function report(tests: readonly Test[], rest: Partial<TestReportData> = {}) {
  const cases = tests.map(([project, status], index) => ({
    name: `test ${index}`,
    project,
    status,
  }));
  return makeTestReport(KIT_NOW - 1000, cases, { tool: 'playwright', ...rest });
}

const undecided = (code: string) => expect.objectContaining({ code });

describeGateKind(playwright, {
  params: {
    artifact: 'playwright-json',
    projects: ['chromium'],
    minTests: 2,
    unexpected: 0,
    flaky: { max: 1, verdict: 'warn' },
    quarantine: { file: '.backstage/quarantine.yaml', maxAge: '14d' },
  },
  value: {
    title: 'counts the tests of the projects that are named',
    context: found(
      report([
        ['chromium', 'passed'],
        ['chromium', 'flaky'],
        ['webkit', 'failed'],
      ]),
    ),
    measurement: {
      readings: [
        {
          name: 'failed tests',
          value: 0,
          limits: { fail: 0, direction: 'at-most' },
        },
        {
          name: 'tests run',
          value: 2,
          limits: { fail: 2, direction: 'at-least' },
        },
        {
          name: 'flaky tests',
          value: 1,
          limits: { warn: 1, direction: 'at-most' },
        },
        {
          name: 'projects without a test',
          value: 0,
          limits: { fail: 0, direction: 'at-most' },
        },
      ],
    },
  },
  empty: {
    title: 'decides nothing without a report',
    context: found(),
    measurement: { undecided: undecided('no_report') },
  },
  more: [
    {
      title: 'counts zero tests as zero, and every project as silent',
      context: found(report([])),
      measurement: {
        readings: expect.arrayContaining([
          expect.objectContaining({ name: 'tests run', value: 0 }),
          expect.objectContaining({
            name: 'projects without a test',
            value: 1,
          }),
        ]),
      },
    },
    {
      title: 'misses a project of which every test was skipped',
      params: { minTests: 1, projects: ['chromium', 'firefox'] },
      context: found(
        report([
          ['chromium', 'passed'],
          ['firefox', 'skipped'],
        ]),
      ),
      measurement: {
        readings: reads('projects without a test', 1),
        summary:
          '1 tests ran (at least 1): 0 failed, 0 flaky, 1 skipped. No test of firefox has run',
      },
    },
    {
      title: 'counts every project when none is named',
      params: { minTests: 1 },
      context: found(
        report([
          ['chromium', 'passed'],
          ['webkit', 'failed'],
        ]),
      ),
      measurement: { readings: reads('failed tests', 1) },
    },
    {
      title: 'decides nothing by a run that found no tests and says so',
      params: { minTests: 1 },
      context: found(report([], { incomplete: 'Error: No tests found' })),
      measurement: { undecided: undecided('incomplete_report') },
    },
    {
      title: 'decides nothing by reports about another commit',
      context: found(report([['chromium', 'passed']], { commit: 'bad0bad' })),
      measurement: { readings: [], undecided: undecided('other_commit') },
    },
    {
      title: 'takes no report of another tool',
      context: found(report([['chromium', 'passed']], { tool: 'junit' })),
      measurement: { undecided: undecided('no_report') },
    },
    {
      title: 'puts flaky tests in quarantine apart, too',
      params: {
        minTests: 1,
        flaky: { max: 0, verdict: 'fail' },
        quarantine: {
          tests: [
            {
              test: 'test 1',
              project: 'chromium',
              owner: 'user:default/anna',
              until: '2025-03-11',
            },
          ],
        },
      },
      context: found(
        report([
          ['chromium', 'passed'],
          ['chromium', 'flaky'],
        ]),
      ),
      measurement: { readings: reads('flaky tests', 0) },
    },
  ],
  wrongParams: [
    { title: 'no minimum of tests', params: {} },
    { title: 'no project at all', params: { minTests: 1, projects: [] } },
  ],
});

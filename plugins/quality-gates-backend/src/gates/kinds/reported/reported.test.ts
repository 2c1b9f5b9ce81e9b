import type { Outcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  GateReportData,
  Reading,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  describeGateKind,
  KIT_NOW,
  type GateKindCase,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { reported } from './index';

function report(outcome: Outcome, rest: Partial<GateReportData> = {}) {
  const data: GateReportData = {
    id: '1',
    gate: 'load-test',
    environment: 'production',
    version: '1.5.0',
    outcome,
    ...rest,
  };
  return { at: KIT_NOW - 1000, reportedBy: 'ci', data };
}

function reports(...all: ReturnType<typeof report>[]): GateKindCase['context'] {
  return { facts: { gateReports: async () => all } };
}

const severity = (value: number, shown: Reading['shown'] = null) => ({
  readings: [
    {
      name: 'severity reported',
      value,
      limits: { warn: 0, fail: 1, direction: 'at-most' as const },
      shown,
    },
  ],
});

describeGateKind(reported, {
  params: { gate: 'load-test', reportedBy: 'ci' },
  value: {
    title: 'takes over a pass, and who said so',
    context: reports(
      report('pass', { value: 12, limit: 20, unit: 'ms', summary: 'fast' }),
    ),
    measurement: {
      ...severity(0, { value: 12, unit: 'ms', limits: { fail: 20 } }),
      summary: 'ci reported pass for load-test (12 ms, limit 20): fast',
      reportedBy: 'ci',
      about: { version: '1.5.0' },
      observedAt: KIT_NOW - 1000,
    },
  },
  empty: {
    title: 'decides nothing when nobody has reported',
    measurement: {
      undecided: {
        code: 'not_reported',
        message: 'Nobody has reported load-test for production',
      },
    },
  },
  more: [
    {
      title: 'takes over a warning',
      context: reports(report('warn')),
      measurement: severity(1),
    },
    {
      title: 'shows the limit that a warning was about as one that warns',
      context: reports(report('warn', { value: 0, limit: 0 })),
      measurement: severity(1, { value: 0, limits: { warn: 0 } }),
    },
    {
      title: 'shows no limit where none was sent',
      context: reports(report('fail', { value: 3, unit: 'tests' })),
      measurement: severity(2, { value: 3, unit: 'tests', limits: null }),
    },
    {
      title: 'takes over a failure',
      context: reports(report('fail')),
      measurement: severity(2),
    },
    {
      title: 'takes the newest of several',
      context: reports(report('fail'), report('pass')),
      measurement: severity(2),
    },
    {
      title: 'decides nothing by a report about another version',
      context: reports(report('pass', { version: '1.4.9' })),
      measurement: {
        readings: [],
        undecided: expect.objectContaining({ code: 'other_version' }),
      },
    },
    {
      title: 'decides nothing by a report about no version at all',
      context: reports(report('pass', { version: undefined })),
      measurement: {
        readings: [],
        undecided: expect.objectContaining({ code: 'other_version' }),
      },
    },
    {
      title: 'knows the version by its commit',
      context: {
        ...reports(report('pass', { version: undefined, commit: 'c0ffee' })),
        request: { commit: 'c0ffee' },
      },
      measurement: severity(0),
    },
    {
      title: 'does not believe another token',
      context: {
        facts: {
          gateReports: async () => [
            { ...report('pass'), reportedBy: 'somebody' },
          ],
        },
      },
      measurement: {
        readings: [],
        undecided: expect.objectContaining({ code: 'not_reported' }),
      },
    },
    ...(['error', 'inconclusive', 'skipped'] as const).map(outcome => ({
      title: `decides nothing by a reported ${outcome}`,
      context: reports(report(outcome)),
      measurement: {
        readings: [],
        undecided: expect.objectContaining({ code: `reported_${outcome}` }),
      },
    })),
    {
      title: 'waits for a reported pending',
      context: reports(report('pending')),
      measurement: {
        readings: [],
        pending: { message: 'ci reported pending for load-test' },
      },
    },
    {
      title: 'looks under its own name when not told otherwise',
      params: {},
      measurement: { summary: 'Nobody has reported under-test for production' },
    },
  ],
  wrongParams: [{ title: 'an empty name', params: { gate: '' } }],
});

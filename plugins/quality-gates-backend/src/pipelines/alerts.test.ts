import { ConfigReader } from '@backstage/config';
import { readQualityGatesConfig } from '../config';
import { entityAlerts, pipelineAlerts } from './alerts';
import { pipelineStats } from './pipelineStats';
import { createStageOf } from './stageOf';

const limits = readQualityGatesConfig(new ConfigReader({})).pipelines
  .thresholds;
const empty = pipelineStats(
  {
    pipeline: 'ci',
    scope: 'default-branch',
    runs: [],
    testReports: [],
    cacheReports: [],
  },
  {
    window: { from: 0, to: 1, timezone: 'UTC' },
    stageOf: createStageOf([]),
    factorOf: () => 1,
    roleOf: () => undefined,
  },
);
const stage = (name: string, p95Seconds: number, failed = 0) => ({
  stage: name,
  n: 9,
  p50Seconds: 1,
  p95Seconds,
  failed,
});

function alertsOf(
  stats: typeof empty,
  before?: Parameters<typeof pipelineAlerts>[1]['before'],
) {
  return pipelineAlerts(stats, { limits, before, counted: stats.stages });
}

describe('pipelineAlerts', () => {
  it.each([
    [
      'pull-request-p95',
      {
        scope: 'pull-request' as const,
        stages: [stage('lint', 9), stage('test', 800)],
      },
      { p95Seconds: 901 },
      { p95Seconds: 900 },
      'test',
    ],
    [
      'suite-p95',
      {},
      { suites: [{ suite: 'e2e', n: 1, p95Seconds: 301 }] },
      { suites: [{ suite: 'e2e', n: 1, p95Seconds: 300 }] },
      'e2e',
    ],
    [
      'failure-ratio',
      { stages: [stage('build', 9), stage('test', 1, 4)] },
      { failureRatio: 0.11 },
      { failureRatio: 0.1 },
      'test',
    ],
    [
      'queue-median',
      {},
      { queueMedianSeconds: 181 },
      { queueMedianSeconds: 180 },
      undefined,
    ],
    [
      'cache-hit-ratio',
      {},
      { cacheHitRatio: 0.59 },
      { cacheHitRatio: 0.6 },
      undefined,
    ],
    [
      'feedback-p95',
      {},
      { feedbackP95Seconds: 601 },
      { feedbackP95Seconds: 600 },
      undefined,
    ],
    [
      'flaky-ratio',
      { flaky: [{ name: 'cart › adds', count: 3 }] },
      { flakyRatio: 0.011 },
      { flakyRatio: 0.01 },
      'cart › adds',
    ],
    [
      'security-gate-latency-p95',
      {},
      { securityGateLatencyP95Seconds: 601 },
      { securityGateLatencyP95Seconds: 600 },
      'scan',
    ],
    [
      'self-service-ratio',
      {},
      { selfServiceRatio: 0.79 },
      { selfServiceRatio: 0.8 },
      undefined,
    ],
  ])(
    '%s is said past its limit, with its cause',
    (code, given, past, at, cause) => {
      const found = alertsOf({ ...empty, ...given, ...past });
      expect(found).toEqual([expect.objectContaining({ code })]);
      expect(found[0].cause).toBe(cause);
      expect(alertsOf({ ...empty, ...given, ...at })).toEqual([]);
    },
  );

  it('says nothing about what is not known', () => {
    expect(alertsOf(empty)).toEqual([]);
  });

  it('names the stage that made the p95 grow by more than 20 %', () => {
    const before = {
      n: 5,
      p95Seconds: 500,
      stages: [stage('build', 100), stage('test', 300)],
    };
    const now = {
      ...empty,
      n: 5,
      p95Seconds: 605,
      stages: [stage('build', 110), stage('test', 420)],
    };
    expect(alertsOf(now, before)).toEqual([
      {
        code: 'p95-regression',
        value: expect.closeTo(0.21),
        limit: 0.2,
        cause: 'test',
      },
    ]);
    expect(alertsOf({ ...now, p95Seconds: 600 }, before)).toEqual([]);
    expect(alertsOf({ ...now, n: 4 }, before)).toEqual([]);
  });

  it('alerts neither the duration of the default branch nor the failures of pull requests', () => {
    expect(alertsOf({ ...empty, p95Seconds: 9999 })).toEqual([]);
    const change = {
      ...empty,
      scope: 'pull-request' as const,
      failureRatio: 1,
    };
    expect(alertsOf(change)).toEqual([]);
  });
});

describe('entityAlerts', () => {
  const week = (critical: number) => ({
    weekFrom: '2026-11-16T00:00:00.000Z',
    critical,
    high: 0,
    medium: 0,
    low: 0,
  });
  it('says that critical findings rose from one week to the next', () => {
    const alerts = (...criticals: number[]) =>
      entityAlerts(
        { changeCycleMedianSeconds: null, findings: criticals.map(week) },
        limits,
      );
    expect(alerts(0, 1, 2)).toEqual([
      { code: 'critical-findings', value: 2, limit: 1 },
    ]);
    expect(alerts(5, 2, 2)).toEqual([]);
    expect(alerts(7)).toEqual([]);
  });

  it('says that changes take more than a day', () => {
    const report = { changeCycleMedianSeconds: 86_401, findings: [] };
    expect(entityAlerts(report, limits)).toEqual([
      { code: 'change-cycle-median', value: 86_401, limit: 86_400 },
    ]);
  });
});

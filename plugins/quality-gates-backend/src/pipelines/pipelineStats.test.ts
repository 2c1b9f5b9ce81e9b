import type { TestReportData } from '@quality-gates/backstage-plugin-quality-gates-node';
import { blindReruns } from './blindReruns';
import { cacheHitRatio } from './cacheHitRatio';
import { failureRatio } from './failureRatio';
import { findings, type Scan } from './findings';
import { flaky } from './flaky';
import { createFactorOf, jobMinutes } from './jobMinutes';
import { percentile } from './percentile';
import { pipelineStats } from './pipelineStats';
import { secondsToGreen } from './recoveries';
import { feedbackSeconds, queueSeconds } from './runTimes';
import { createScopeOf } from './scopeOf';
import { securityGateLatency } from './securityGateLatency';
import { selfService } from './selfService';
import { series } from './series';
import { createStageOf } from './stageOf';
import { stages } from './stages';
import { suites } from './suites';
import {
  makeFailedRun,
  makeRun,
  makeTask,
  minute,
} from './__testUtils__/testRuns';

const stageOf = createStageOf([]);

function makeReport(given: Partial<TestReportData>): TestReportData {
  const counts = { passed: 0, failed: 0, skipped: 0, flaky: 0 };
  return { id: 'r', tool: 'junit', ...counts, cases: [], ...given };
}

describe('percentile', () => {
  it.each([
    [[], 0.5, null],
    [[7], 0.95, 7],
    [[30, 10, 20], 0.5, 20],
    [[10, 20], 0.5, 15],
    [[10, 20, 30], 0.95, 29],
  ])('of %j at %d is %j', (values, p, answer) => {
    expect(percentile(values, p)).toBe(answer);
  });
});

describe('stageOf', () => {
  it('asks the configured rules first, then the name, then the stage', () => {
    const of = createStageOf([{ match: '^contract', stage: 'test' }]);
    expect(of({ name: 'Contract of build' })).toBe('test');
    expect(of({ name: 'compile', stage: 'test' })).toBe('build');
    expect(of({ name: 'node 24', stage: 'test' })).toBe('test');
    expect(of({ name: 'node 24' })).toBe('other');
  });
});

describe('scopeOf', () => {
  it('believes the source, then the name its other runs have, then usual names', () => {
    const told = makeRun({ branch: 'release', defaultBranch: true });
    const of = createScopeOf([told]);
    expect(of(makeRun({ branch: 'release' }))).toBe('default-branch');
    expect(of(makeRun({ branch: 'main' }))).toBe('pull-request');
    expect(createScopeOf([])(makeRun({ branch: 'main' }))).toBe(
      'default-branch',
    );
    expect(createScopeOf([])(makeRun({ branch: 'fix' }))).toBe('pull-request');
    expect(of(makeRun({ branch: 'release', pullRequest: '7' }))).toBe(
      'pull-request',
    );
  });
});

describe('times of a run', () => {
  it('knows no queue that nobody told of', () => {
    expect(queueSeconds(makeRun())).toBe(60);
    expect(queueSeconds(makeRun({ dequeuedAt: undefined }))).toBeNull();
  });

  it('counts feedback from the push to the end of the first job', () => {
    const tasks = [
      makeTask('build'),
      makeTask('lint', { finishedAt: minute(1) }),
    ];
    expect(feedbackSeconds(makeRun({ tasks }))).toBe(120);
    expect(feedbackSeconds(makeRun())).toBeNull();
  });
});

describe('failureRatio', () => {
  it('leaves failures of the platform, cancelled and unknown runs out', () => {
    const runs = [
      makeRun(),
      makeFailedRun(),
      makeFailedRun({ verdict: 'platform' }),
      makeRun({ result: 'cancellation' }),
      makeRun({ result: 'unknown' }),
    ];
    expect(failureRatio(runs)).toEqual({ ratio: 0.5, failed: 1, of: 2 });
  });

  it('is null without a run that counts', () => {
    expect(
      failureRatio([makeFailedRun({ verdict: 'platform' })]).ratio,
    ).toBeNull();
  });
});

describe('time to green', () => {
  it('goes from the first failure in a row to the next success of the branch', () => {
    const runs = [
      makeFailedRun({ startedAt: minute(0) }),
      makeFailedRun({ startedAt: minute(20) }),
      makeRun({ startedAt: minute(10), branch: 'fix' }),
      makeRun({ startedAt: minute(30) }),
      makeFailedRun({ startedAt: minute(50) }),
    ];
    expect(secondsToGreen(runs)).toEqual([1800]);
  });
});

describe('blindReruns', () => {
  it('counts runs of a commit that had failed already', () => {
    const again = { commit: 'a' };
    expect(
      blindReruns([
        makeFailedRun({ ...again, startedAt: minute(0) }),
        makeFailedRun({ ...again, startedAt: minute(20), attempt: 2 }),
        makeRun({ ...again, startedAt: minute(40), attempt: 3 }),
        makeRun({ commit: 'b', startedAt: minute(60) }),
        makeRun({ commit: 'b', startedAt: minute(80) }),
      ]),
    ).toBe(2);
  });
});

describe('flaky', () => {
  it('counts jobs that failed and passed on one commit, once a commit', () => {
    const failed = makeTask('unit', { result: 'failure' });
    const runs = [
      makeFailedRun({ commit: 'a', tasks: [failed] }),
      makeRun({ commit: 'a', tasks: [makeTask('unit')] }),
      makeFailedRun({ commit: 'b', tasks: [failed] }),
      makeRun({ commit: 'c', tasks: [makeTask('unit'), makeTask('lint')] }),
    ];
    expect(flaky(runs, [])).toEqual({
      ratio: 0.25,
      worst: [{ name: 'unit', count: 1 }],
    });
  });

  it('believes reports that call a test flaky, and does not count skipped ones', () => {
    const report = makeReport({
      commit: 'a',
      cases: [
        { suite: 'cart', name: 'adds', status: 'flaky' },
        { suite: 'cart', name: 'removes', status: 'passed' },
        { suite: 'cart', name: 'waits', status: 'skipped' },
      ],
    });
    expect(flaky([], [report])).toEqual({
      ratio: 0.5,
      worst: [{ name: 'cart › adds', count: 1 }],
    });
  });

  it('is null when nothing ran', () => {
    expect(flaky([makeRun()], []).ratio).toBeNull();
  });
});

describe('cacheHitRatio', () => {
  const step = (name: string, given: object) => ({
    name,
    seconds: 1,
    result: 'unknown' as const,
    ...given,
  });
  it('reads hits off steps: the attribute, else how the restoring ended', () => {
    const steps = [
      step('deps', { cacheHit: true }),
      step('deps', { cacheHit: false }),
      step('Restore cache', { result: 'success' }),
      step('Restore cache', { result: 'failure' }),
      step('Restore cache', {}),
      step('Check out', { result: 'success' }),
    ];
    const runs = [makeRun({ digest: { spans: 9, failed: [], steps } })];
    expect(cacheHitRatio(runs, [])).toBe(0.5);
  });

  it('prefers uploaded statistics', () => {
    const runs = [makeRun({ tasks: [makeTask('restore cache')] })];
    expect(cacheHitRatio(runs, [{ hits: 1, misses: 3 }])).toBe(0.25);
    expect(cacheHitRatio(runs, [{ hits: 0, misses: 0 }])).toBe(1);
  });

  it('is null when no cache was asked', () => {
    expect(cacheHitRatio([makeRun()], [])).toBeNull();
  });
});

describe('stages', () => {
  it('groups jobs and steps in the order of a pipeline, without skipped ones', () => {
    const tasks = [
      makeTask('unit tests', { result: 'failure' }),
      makeTask('compile'),
      makeTask('deploy', { result: 'skip' }),
    ];
    const steps = [
      { name: 'Check out', seconds: 4, result: 'success' as const },
      { name: 'Restore cache', seconds: 9, result: 'skip' as const },
    ];
    const digest = { spans: 9, failed: [], steps };
    expect(stages([makeRun({ tasks, digest })], stageOf)).toEqual([
      { stage: 'checkout', n: 1, p50Seconds: 4, p95Seconds: 4, failed: 0 },
      { stage: 'build', n: 1, p50Seconds: 120, p95Seconds: 120, failed: 0 },
      { stage: 'test', n: 1, p50Seconds: 120, p95Seconds: 120, failed: 1 },
    ]);
  });
});

describe('suites', () => {
  it('lists the slowest first, and none without a duration', () => {
    expect(
      suites([
        makeReport({ suite: 'unit', durationSeconds: 40 }),
        makeReport({ suite: 'e2e', startedAt: 0, finishedAt: 300_000 }),
        makeReport({ suite: 'lint' }),
      ]),
    ).toEqual([
      { suite: 'e2e', n: 1, p95Seconds: 300 },
      { suite: 'unit', n: 1, p95Seconds: 40 },
    ]);
  });
});

describe('findings', () => {
  const scan = (at: number, critical: number, given = {}): Scan => ({
    at,
    data: {
      id: `${at}`,
      tool: 'trivy',
      complete: true,
      counts: { critical, high: 0, medium: 0, low: 0, unknown: 0 },
      findings: [],
      ...given,
    },
  });
  const day = 24 * 60;
  it('takes the newest complete report of each tool and artifact a week', () => {
    expect(
      findings(
        [
          scan(minute(0), 9),
          scan(minute(day), 2),
          scan(minute(day), 1, { artifact: 'api' }),
          scan(minute(2 * day), 0, { complete: false }),
          scan(minute(-7 * day), 1),
        ],
        'UTC',
      ).map(({ weekFrom, critical }) => [weekFrom.slice(0, 10), critical]),
    ).toEqual([
      ['2026-11-09', 1],
      ['2026-11-16', 3],
    ]);
  });
});

describe('selfService', () => {
  it('counts the success after a failure by who started it, unknown ones apart', () => {
    const pair = (at: number, actor?: string) => [
      makeFailedRun({ startedAt: minute(at) }),
      makeRun({ startedAt: minute(at + 20), actor }),
    ];
    const roles = { ana: 'owner', pat: 'platform', oli: 'other' } as const;
    expect(
      selfService(
        [
          ...pair(0, 'ana'),
          ...pair(100, 'pat'),
          ...pair(200, 'oli'),
          ...pair(300, 'bot'),
          ...pair(400),
        ],
        actor => roles[actor as keyof typeof roles],
      ),
    ).toEqual({ own: 1, of: 3, unknownActors: 2, ratio: 1 / 3 });
  });
});

describe('jobMinutes', () => {
  it('bills started minutes times the factor of the runner', () => {
    const tasks = [
      makeTask('build', { finishedAt: minute(1) + 30_000 }),
      makeTask('macos tests', { finishedAt: minute(2) }),
      makeTask('deploy', { result: 'skip' }),
    ];
    const factorOf = createFactorOf([{ match: '^macos', factor: 10 }]);
    expect(jobMinutes([makeRun({ tasks })], factorOf)).toEqual({
      billable: 22,
      unrounded: 3.5,
    });
  });

  it('is null when no job is known', () => {
    expect(jobMinutes([makeRun()], () => 1).billable).toBeNull();
  });
});

describe('securityGateLatency', () => {
  it('is the p95 of scans from asked to decided', () => {
    const tasks = [
      makeTask('trivy', { queuedAt: minute(-1) }),
      makeTask('build'),
    ];
    expect(securityGateLatency([makeRun({ tasks })], stageOf)).toBe(180);
    expect(securityGateLatency([makeRun()], stageOf)).toBeNull();
  });
});

describe('series', () => {
  it('is by day of the zone, gaps stay null, and by week from 60 days on', () => {
    const window = {
      from: Date.UTC(2026, 10, 15, 23),
      to: Date.UTC(2026, 10, 17, 23),
      timezone: 'Europe/Berlin',
    };
    expect(series([makeRun(), makeFailedRun()], window)).toMatchObject([
      { from: '2026-11-15T23:00:00.000Z', n: 2, failed: 1, p50Seconds: 600 },
      { n: 0, failed: 0, p50Seconds: null, queueMedianSeconds: null },
    ]);
    const long = { ...window, from: Date.UTC(2026, 8, 15), timezone: 'UTC' };
    expect(series([], long)).toHaveLength(10);
  });
});

describe('pipelineStats', () => {
  it('says null, never zero, for what nobody reported', () => {
    const stats = pipelineStats(
      {
        pipeline: 'ci',
        scope: 'default-branch',
        runs: [
          makeRun({
            queuedAt: undefined,
            dequeuedAt: undefined,
            startedAt: undefined,
          }),
        ].map(run => ({ ...run, startedAt: undefined })),
        testReports: [],
        cacheReports: [],
      },
      {
        window: { from: minute(0), to: minute(60), timezone: 'UTC' },
        stageOf,
        factorOf: () => 1,
        roleOf: () => undefined,
      },
    );
    const numbers = Object.entries(stats).filter(([name]) =>
      /Seconds$|Ratio$|Minutes$/.test(name),
    );
    expect(numbers.filter(([, value]) => value !== null)).toEqual([
      ['failureRatio', 0],
    ]);
  });
});

import { ConfigReader } from '@backstage/config';
import { pipelineReportSchema } from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  FactOf,
  RunData,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readQualityGatesConfig } from '../config';
import { previousWindow, readWindow } from '../dora';
import {
  openFilledStore,
  type FilledStore,
} from '../dora/__testUtils__/filledStore';
import { CHECKOUT, makeFact, owned } from '../store/__testUtils__/testFacts';
import { createPipelineReader } from './readPipelines';
import { createStageOf } from './stageOf';

const DAY_MS = 86_400_000;
/** Wednesday. */
const NOW = Date.UTC(2026, 10, 18, 14, 32);
const daysAgo = (days: number) => NOW - days * DAY_MS;

function ran(key: string, at: number, data: RunData = {}) {
  return owned(
    makeFact('run', key, {
      pipeline: 'ci',
      branch: 'main',
      defaultBranch: true,
      commit: `commit of ${key}`,
      attempt: 1,
      result: 'success',
      queuedAt: at - 60_000,
      dequeuedAt: at,
      startedAt: at,
      finishedAt: at + 600_000,
      url: `https://ci.example.com/${key}`,
      ...data,
    }),
  );
}

function didTask(
  runKey: string,
  at: number,
  data: Partial<FactOf<'task'>['data']> = {},
) {
  const name = data.name ?? 'unit tests';
  return owned(
    makeFact('task', `${runKey}|${name}`, {
      runKey,
      name,
      result: 'success',
      startedAt: at,
      finishedAt: at + 300_000,
      ...data,
    }),
  );
}

describe('createPipelineReader', () => {
  let filled: FilledStore;
  beforeEach(async () => {
    filled = await openFilledStore();
  });
  afterEach(() => filled.drop());

  const read = (query = {}) => {
    const { pipelines } = readQualityGatesConfig(new ConfigReader({}));
    return createPipelineReader({
      store: filled.store,
      timezone: 'UTC',
      thresholds: pipelines.thresholds,
      stageOf: createStageOf([]),
      factorOf: () => 1,
      readWindow,
      previousWindow,
      readActorRoles: async () => new Map([['ana', 'owner']]),
      now: () => NOW,
    }).readPipelines({ entityRef: CHECKOUT, ...query });
  };

  it('reports on each pipeline and scope of the last 30 whole days', async () => {
    await filled.fill(
      ran('a', daysAgo(3), { result: 'failure' }),
      didTask('a', daysAgo(3), { result: 'failure' }),
      ran('b', daysAgo(2), { actor: 'ana' }),
      ran('c', daysAgo(1), { pullRequest: '7', branch: 'fix' }),
      ran('d', daysAgo(1), { pipeline: 'nightly' }),
      ran('old', daysAgo(40)),
      owned(
        makeFact(
          'run',
          'open',
          { pipeline: 'ci', startedAt: NOW },
          {
            phase: 'executing',
          },
        ),
      ),
    );
    const report = await read();
    expect(pipelineReportSchema.safeParse(report).error).toBeUndefined();
    expect(report.window).toEqual({
      from: '2026-10-20T00:00:00.000Z',
      to: '2026-11-19T00:00:00.000Z',
      timezone: 'UTC',
    });
    expect(report.truncated).toBe(false);
    expect(
      report.items.map(({ pipeline, scope, n }) => [pipeline, scope, n]),
    ).toEqual([
      ['ci', 'default-branch', 2],
      ['ci', 'pull-request', 1],
      ['nightly', 'default-branch', 1],
    ]);
    expect(report.items[0]).toMatchObject({
      p50Seconds: 600,
      queueMedianSeconds: 60,
      failureRatio: 0.5,
      attribution: { change: 1, platform: 0, flaky: 0, unknown: 0 },
      timeToGreenMedianSeconds: 86_400,
      selfServiceRatio: 1,
      stages: [{ stage: 'test', n: 1, p95Seconds: 300, failed: 1 }],
      alerts: [
        { code: 'failure-ratio', value: 0.5, limit: 0.1, cause: 'test' },
      ],
    });
  });

  it('gives reports of tests, caches and scans to their pipelines, changes and findings to the entity', async () => {
    const report = { tool: 't', runUrl: 'https://ci.example.com/b' };
    const counts = { passed: 1, failed: 0, skipped: 0, flaky: 0 };
    await filled.fill(
      ran('a', daysAgo(1)),
      ran('b', daysAgo(1), { pullRequest: '7' }),
      owned(
        makeFact(
          'test-report',
          'tests',
          {
            ...report,
            ...counts,
            id: 'tests',
            suite: 'e2e',
            durationSeconds: 400,
            cases: [],
          },
          { at: daysAgo(1) },
        ),
      ),
      owned(
        makeFact(
          'cache-report',
          'cache',
          { ...report, id: 'cache', hits: 1, misses: 3 },
          { at: daysAgo(1) },
        ),
      ),
      ...[8, 1].map(days =>
        owned(
          makeFact(
            'scan-report',
            `scan-${days}`,
            {
              ...report,
              id: `scan-${days}`,
              complete: true,
              counts: {
                critical: 9 - days,
                high: 0,
                medium: 0,
                low: 0,
                unknown: 0,
              },
              findings: [],
            },
            { at: daysAgo(days) },
          ),
        ),
      ),
      owned(
        makeFact('change', '7', {
          id: '7',
          openedAt: daysAgo(4),
          mergedAt: daysAgo(1),
        }),
      ),
    );
    const { items, ...entity } = await read();
    expect(items[0]).toMatchObject({ suites: [], cacheHitRatio: null });
    expect(items[1].suites).toEqual([{ suite: 'e2e', n: 1, p95Seconds: 400 }]);
    expect(items[1].alerts.map(({ code, cause }) => [code, cause])).toEqual([
      ['suite-p95', 'e2e'],
      ['cache-hit-ratio', undefined],
    ]);
    expect(entity).toMatchObject({
      changeCycleMedianSeconds: 3 * 86_400,
      changeCycleN: 1,
      findings: [{ critical: 1 }, { critical: 8 }],
      alerts: [
        { code: 'change-cycle-median' },
        { code: 'critical-findings', value: 8, limit: 1 },
      ],
    });
  });

  it('names the stage that made a pipeline slower than in the window before', async () => {
    const week = (daysBack: number, seconds: number) =>
      Array.from({ length: 5 }, (_, index) => {
        const at = daysAgo(daysBack + index);
        const key = `r${daysBack + index}`;
        const finishedAt = at + seconds * 1000;
        return [ran(key, at, { finishedAt }), didTask(key, at, { finishedAt })];
      }).flat();
    await filled.fill(...week(1, 400), ...week(8, 300));
    const { items } = await read({ from: daysAgo(7), to: NOW });
    expect(items[0].alerts).toEqual([
      {
        code: 'p95-regression',
        value: expect.closeTo(1 / 3),
        limit: 0.2,
        cause: 'test',
      },
    ]);
  });

  it('reads the same number of times however many runs there are', async () => {
    await filled.fill(ran('a', daysAgo(1)));
    await read();
    const few = [...filled.calls].sort();
    await filled.fill(
      ...Array.from({ length: 60 }, (_, index) =>
        ran(`r${index}`, daysAgo(1) + index, { result: 'failure' }),
      ),
    );
    await read();
    expect([...filled.calls].sort()).toEqual(few);
  });

  it('answers without pipelines for an entity that has none', async () => {
    await expect(read()).resolves.toMatchObject({
      items: [],
      changeCycleMedianSeconds: null,
      findings: [],
      alerts: [],
    });
  });

  it('refuses a window that is none', async () => {
    await expect(read({ from: NOW, to: NOW })).rejects.toThrow('from');
  });
});

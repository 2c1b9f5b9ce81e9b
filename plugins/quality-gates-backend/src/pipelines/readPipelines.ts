import type { PipelineReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { toInstant } from '../instant';
import type { RunRow, Store } from '../store/types';
import { entityAlerts, pipelineAlerts, type Thresholds } from './alerts';
import { findings } from './findings';
import { groupPipelines, type ListedRun } from './groupPipelines';
import type { FactorOf } from './jobMinutes';
import { judgeRuns, type Judgement, type JudgingStore } from './judgeRuns';
import { percentile } from './percentile';
import { pipelineStats } from './pipelineStats';
import { createScopeOf } from './scopeOf';
import type { ActorRole } from './selfService';
import type { StageOf } from './stageOf';
import { stages } from './stages';
import type { Window } from './types';

/** The newest of a window are looked at. */
const MOST_RUNS = 5000;
const MOST_TASKS = 60_000;
/** A test report may list 5,000 cases, the others are small. */
const MOST_TEST_REPORTS = 200;
const MOST_REPORTS = 1000;
/** Logins that are looked up at most. */
const MOST_ACTORS = 200;

/** Which part of an entity's history; what is left out has its default. */
export interface PipelinesQuery {
  readonly entityRef: string;
  readonly from?: number;
  readonly to?: number;
  readonly timezone?: string;
}

/** What {@link createPipelineReader} needs. */
export interface PipelineReaderOptions {
  readonly store: JudgingStore &
    Pick<Store, 'listRuns' | 'listReports' | 'readMergedChanges'>;
  readonly timezone: string;
  readonly thresholds: Thresholds;
  readonly stageOf: StageOf;
  readonly factorOf: FactorOf;
  /** The window asked for as every report has it, and the one of as many days before it. */
  readonly readWindow: (
    asked: Omit<PipelinesQuery, 'entityRef'> & { readonly timezone: string },
    now: number,
  ) => Window;
  readonly previousWindow: (window: Window) => Window;
  /** What actors (as sources name them) are to an entity; those the catalog does not know are left out. */
  readonly readActorRoles: (
    entityRef: string,
    actors: readonly string[],
  ) => Promise<ReadonlyMap<string, ActorRole>>;
  readonly now: () => number;
}

/** Reads the pipeline health of an entity. */
export function createPipelineReader(options: PipelineReaderOptions) {
  const { thresholds, stageOf, factorOf } = options;
  return {
    async readPipelines(query: PipelinesQuery): Promise<PipelineReport> {
      const { timezone = options.timezone } = query;
      const asked = { ...query, timezone };
      const window = options.readWindow(asked, options.now());
      const facts = await readFacts(query.entityRef, window, options);
      const scopeOf = createScopeOf([...facts.runs, ...facts.runsBefore]);
      const readings = { window, stageOf, factorOf, roleOf: facts.roleOf };
      const earlier = new Map(
        groupPipelines(facts.runsBefore, { test: [], cache: [] }, scopeOf).map(
          group => [nameOf(group), pipelineStats(group, readings)],
        ),
      );
      const whole = entityNumbers(facts, timezone);
      return {
        items: groupPipelines(facts.runs, facts.reports, scopeOf).map(group => {
          const stats = pipelineStats(group, readings);
          const counted = group.runs.filter(run => run.verdict !== 'platform');
          const alerts = pipelineAlerts(stats, {
            limits: thresholds,
            before: earlier.get(nameOf(group)),
            counted: stages(counted, stageOf),
          });
          return { ...stats, alerts };
        }),
        nextCursor: null,
        window: {
          from: toInstant(window.from),
          to: toInstant(window.to),
          timezone,
        },
        truncated: facts.truncated,
        ...whole,
        alerts: entityAlerts(whole, thresholds),
      };
    },
  };
}

type Facts = Awaited<ReturnType<typeof readFacts>>;

async function readFacts(
  entityRef: string,
  window: Window,
  options: PipelineReaderOptions,
) {
  const { store, stageOf } = options;
  const told = await readWindowFacts(entityRef, window, options);
  const judging = { entityRef, store, stageOf, mostTasks: MOST_TASKS };
  const [judged, judgedBefore, roles] = await Promise.all([
    judgeRuns(told.runs.rows.filter(isOver), judging),
    judgeRuns(told.earlier.rows.filter(isOver), judging),
    options.readActorRoles(entityRef, actorsOf(told.runs.rows)),
  ]);
  const { runs, tests, caches, scans, changes } = told;
  return {
    runs: judged.judged.map(toListed),
    runsBefore: judgedBefore.judged.map(toListed),
    reports: {
      test: tests.rows.map(row => row.data),
      cache: caches.rows.map(row => row.data),
    },
    scans: scans.rows,
    changes,
    roleOf: (actor: string) => roles.get(actor),
    truncated:
      judged.truncated ||
      [runs, tests, caches, scans].some(page => page.nextCursor !== null),
  };
}

async function readWindowFacts(
  entityRef: string,
  window: Window,
  { store, previousWindow }: PipelineReaderOptions,
) {
  const { from, to } = window;
  const before = previousWindow(window);
  const runsOf = (part: { from: number; to: number }) =>
    store.listRuns({
      entityRef,
      from: part.from,
      to: part.to,
      limit: MOST_RUNS,
    });
  const reports = { entityRef, from, to, limit: MOST_REPORTS };
  const tests = { ...reports, limit: MOST_TEST_REPORTS };
  const [runs, earlier, ...rest] = await Promise.all([
    runsOf(window),
    runsOf(before),
    store.listReports({ ...tests, type: 'test-report' }),
    store.listReports({ ...reports, type: 'cache-report' }),
    store.listReports({ ...reports, type: 'scan-report' }),
    store.readMergedChanges({ entityRef, from, to }),
  ]);
  const [testReports, caches, scans, changes] = rest;
  return { runs, earlier, tests: testReports, caches, scans, changes };
}

function isOver(row: RunRow): boolean {
  return row.phase === 'terminal';
}

function actorsOf(rows: readonly RunRow[]): string[] {
  return [...new Set(rows.flatMap(row => row.actor ?? []))].slice(
    0,
    MOST_ACTORS,
  );
}

function toListed({ row, tasks, attribution }: Judgement): ListedRun {
  return { ...row, tasks, verdict: attribution?.verdict ?? null };
}

function nameOf(group: { readonly pipeline: string; readonly scope: string }) {
  return JSON.stringify([group.pipeline, group.scope]);
}

function entityNumbers({ changes, scans }: Facts, timezone: string) {
  const cycles = changes.map(
    ({ openedAt, mergedAt }) => Math.max(0, mergedAt - openedAt) / 1000,
  );
  return {
    changeCycleMedianSeconds: percentile(cycles, 0.5),
    changeCycleN: cycles.length,
    findings: findings(scans, timezone),
  };
}

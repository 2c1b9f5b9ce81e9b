import type { PipelineStats } from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  CacheReportData,
  TestReportData,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { countVerdicts } from './attributeRun';
import { blindReruns } from './blindReruns';
import { cacheHitRatio } from './cacheHitRatio';
import { failureRatio } from './failureRatio';
import { flaky } from './flaky';
import { jobMinutes, type FactorOf } from './jobMinutes';
import { percentile } from './percentile';
import { secondsToGreen } from './recoveries';
import {
  durationSeconds,
  feedbackSeconds,
  known,
  queueSeconds,
} from './runTimes';
import type { Scope } from './scopeOf';
import { securityGateLatency } from './securityGateLatency';
import { selfService, type ActorRole } from './selfService';
import { series } from './series';
import type { StageOf } from './stageOf';
import { stages } from './stages';
import { suites } from './suites';
import type { JudgedRun, Window } from './types';

/** What one pipeline did in a window, runs that are over only. */
export interface PipelineFacts {
  readonly pipeline: string;
  readonly scope: Scope;
  readonly runs: readonly JudgedRun[];
  readonly testReports: readonly TestReportData[];
  readonly cacheReports: readonly CacheReportData[];
}

/** How names are read: stages, prices of runners, actors. */
export interface Readings {
  readonly window: Window;
  readonly stageOf: StageOf;
  readonly factorOf: FactorOf;
  readonly roleOf: (actor: string) => ActorRole | undefined;
}

/** All numbers of one pipeline but its alerts. Definitions: docs/pipelines.md. */
export function pipelineStats(
  facts: PipelineFacts,
  { window, stageOf, factorOf, roleOf }: Readings,
): Omit<PipelineStats, 'alerts'> {
  const { runs, testReports } = facts;
  const durations = known(runs.map(durationSeconds));
  const green = secondsToGreen(runs);
  const { ratio, ...failures } = failureRatio(runs);
  const { ratio: selfServiceRatio, ...own } = selfService(runs, roleOf);
  const { ratio: flakyRatio, worst } = flaky(runs, testReports);
  const minutes = jobMinutes(runs, factorOf);
  return {
    pipeline: facts.pipeline,
    scope: facts.scope,
    n: runs.length,
    p50Seconds: percentile(durations, 0.5),
    p95Seconds: percentile(durations, 0.95),
    queueMedianSeconds: percentile(known(runs.map(queueSeconds)), 0.5),
    failureRatio: ratio,
    failures,
    attribution: countVerdicts(runs.map(run => run.verdict)),
    flakyRatio,
    flaky: [...worst],
    cacheHitRatio: cacheHitRatio(runs, facts.cacheReports),
    feedbackP95Seconds: percentile(known(runs.map(feedbackSeconds)), 0.95),
    timeToGreenMedianSeconds: percentile(green, 0.5),
    timeToGreenP95Seconds: percentile(green, 0.95),
    blindReruns: blindReruns(runs),
    billableMinutes: minutes.billable,
    jobMinutes: minutes.unrounded,
    securityGateLatencyP95Seconds: securityGateLatency(runs, stageOf),
    selfServiceRatio,
    selfService: own,
    stages: stages(runs, stageOf),
    suites: suites(testReports),
    series: series(runs, window),
  };
}

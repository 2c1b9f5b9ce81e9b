import type {
  PipelineAlert,
  PipelineReport,
  PipelineStats,
} from '@quality-gates/backstage-plugin-quality-gates-common';

/** `qualityGates.pipelines.thresholds`; durations in milliseconds, ratios 0 to 1. */
export interface Thresholds {
  readonly pullRequestP95: number;
  readonly suiteP95: number;
  readonly failureRatio: number;
  readonly queueMedian: number;
  readonly cacheHitRatio: number;
  readonly feedbackP95: number;
  readonly changeCycleMedian: number;
  readonly flakyRatio: number;
  readonly securityGateLatencyP95: number;
  readonly selfServiceRatio: number;
  readonly regressionRatio: number;
}

type Stats = Omit<PipelineStats, 'alerts'>;

/** Fewer runs than this in a window make no trend. */
const LEAST_RUNS = 5;

/** What numbers of a pipeline are held against. */
export interface AlertContext {
  readonly limits: Thresholds;
  /** The same pipeline in the window before. */
  readonly before?: Pick<Stats, 'n' | 'p95Seconds' | 'stages'>;
  /** Stages of the runs whose failures count: those of the platform are left out. */
  readonly counted: Stats['stages'];
}

/** The thresholds that a pipeline crosses. A number that is not known crosses none. */
export function pipelineAlerts(
  stats: Stats,
  { limits, before, counted }: AlertContext,
): PipelineAlert[] {
  return [
    ...durationAlerts(stats, limits),
    ...regression(stats, before, limits.regressionRatio),
    ...ratioAlerts(stats, limits, counted),
  ];
}

function durationAlerts(stats: Stats, limits: Thresholds): PipelineAlert[] {
  const ofChange = stats.scope === 'pull-request';
  return [
    ...over('pull-request-p95', {
      value: ofChange ? stats.p95Seconds : null,
      limit: limits.pullRequestP95 / 1000,
      cause: slowest(stats.stages),
    }),
    ...stats.suites.flatMap(({ suite, p95Seconds }) =>
      over('suite-p95', {
        value: p95Seconds,
        limit: limits.suiteP95 / 1000,
        cause: suite,
      }),
    ),
    ...over('queue-median', {
      value: stats.queueMedianSeconds,
      limit: limits.queueMedian / 1000,
    }),
    ...over('feedback-p95', {
      value: stats.feedbackP95Seconds,
      limit: limits.feedbackP95 / 1000,
    }),
    ...over('security-gate-latency-p95', {
      value: stats.securityGateLatencyP95Seconds,
      limit: limits.securityGateLatencyP95 / 1000,
      cause: 'scan',
    }),
  ];
}

function ratioAlerts(
  stats: Stats,
  limits: Thresholds,
  counted: Stats['stages'],
): PipelineAlert[] {
  const onDefault = stats.scope === 'default-branch';
  const { selfServiceRatio } = stats;
  return [
    ...over('failure-ratio', {
      value: onDefault ? stats.failureRatio : null,
      limit: limits.failureRatio,
      cause: mostFailed(counted),
    }),
    ...under('cache-hit-ratio', stats.cacheHitRatio, limits.cacheHitRatio),
    ...over('flaky-ratio', {
      value: stats.flakyRatio,
      limit: limits.flakyRatio,
      cause: stats.flaky.at(0)?.name,
    }),
    ...under('self-service-ratio', selfServiceRatio, limits.selfServiceRatio),
  ];
}

/** The thresholds that an entity as a whole crosses. */
export function entityAlerts(
  report: Pick<PipelineReport, 'changeCycleMedianSeconds' | 'findings'>,
  limits: Thresholds,
): PipelineAlert[] {
  const [before, now] = report.findings.slice(-2);
  return [
    ...over('change-cycle-median', {
      value: report.changeCycleMedianSeconds,
      limit: limits.changeCycleMedian / 1000,
    }),
    ...(now
      ? over('critical-findings', {
          value: now.critical,
          limit: before.critical,
        })
      : []),
  ];
}

/** How much longer the p95 is than before, as a share; the stage that grew by most seconds is its cause. */
function regression(
  stats: Stats,
  before: AlertContext['before'],
  limit: number,
): PipelineAlert[] {
  if (!before?.p95Seconds || stats.p95Seconds === null) return [];
  if (stats.n < LEAST_RUNS || before.n < LEAST_RUNS) return [];
  const earlier = new Map(
    before.stages.map(({ stage, p95Seconds }) => [stage, p95Seconds]),
  );
  const grown = stats.stages
    .map(({ stage, p95Seconds }) => ({
      stage,
      seconds: (p95Seconds ?? 0) - (earlier.get(stage) ?? 0),
    }))
    .filter(({ seconds }) => seconds > 0)
    .sort((a, b) => b.seconds - a.seconds);
  return over('p95-regression', {
    value: stats.p95Seconds / before.p95Seconds - 1,
    limit,
    cause: grown.at(0)?.stage,
  });
}

function over(
  code: string,
  seen: { value: number | null; limit: number; cause?: string },
): PipelineAlert[] {
  const { value, limit, cause } = seen;
  if (value === null || value <= limit) return [];
  return [{ code, value, limit, ...(cause !== undefined && { cause }) }];
}

function under(
  code: string,
  value: number | null,
  limit: number,
): PipelineAlert[] {
  return value === null || value >= limit ? [] : [{ code, value, limit }];
}

function slowest(stages: Stats['stages']): string | undefined {
  const [first] = [...stages].sort(
    (a, b) => (b.p95Seconds ?? 0) - (a.p95Seconds ?? 0),
  );
  return first?.stage;
}

function mostFailed(stages: Stats['stages']): string | undefined {
  const [first] = stages
    .filter(({ failed }) => failed > 0)
    .sort((a, b) => b.failed - a.failed);
  return first?.stage;
}

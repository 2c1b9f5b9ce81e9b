import {
  askPrometheus,
  describeDemand,
  describeLimits,
  fillPromql,
  type GateSource,
  type Measurement,
  type ProbeContext,
  type Reading,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { longestWindow, readBaseline } from './baseline';
import { comparisonOf, type Params } from './params';
import { reduceSeries } from './reduceSeries';

/** Series of an answer that are kept as evidence. */
const MOST_SERIES = 10;

/** Asks once: the value, how many observations it rests on, and what the version before had. */
export async function look(
  context: ProbeContext<Params>,
  source: GateSource,
): Promise<Measurement> {
  const { params, signal, now } = context;
  const query = fillPromql(params.query, context.fill);
  const windowMs = longestWindow(query);
  const waiting = waitForWindow(context, windowMs);
  if (waiting) return waiting;
  const counting = readSamples(context, source);
  // Told after the query's own trouble; here only so that nobody finds it unhandled.
  counting.catch(() => {});
  const answer = await askPrometheus(source, query, { signal });
  const samples = await counting;
  const reduced = reduceSeries(answer.series, params);
  const seen = {
    resolvedQuery: query,
    evidenceUrl: source.link(
      `/graph?g0.expr=${encodeURIComponent(query)}&g0.tab=0`,
    ),
    window: windowMs ? { from: now - windowMs, to: now } : undefined,
  };
  const doubt = findDoubt(answer, reduced);
  const series = answer.series.slice(0, MOST_SERIES).map(one => ({
    labels: one.labels,
    value: String(one.value),
  }));
  if (doubt) {
    const summary = doubt.message;
    const evidence = { series };
    return { ...seen, readings: [], summary, undecided: doubt, evidence };
  }
  const value = reduced ?? params.emptyAs ?? null;
  const baseline = await readBaseline(value, context, source);
  const readings = readingsOf(params, value, samples);
  if (baseline) readings.push({ ...baseline.reading, samples });
  return {
    ...seen,
    readings,
    summary: describe(context, value),
    evidence: { series, samples, history: baseline?.history },
  };
}

/** A window that reaches back before the deployment still sees the version before. */
function waitForWindow(
  { params: { after }, instant, now }: ProbeContext<Params>,
  windowMs: number,
): Measurement | undefined {
  if (!after) return undefined;
  const deployedAt = instant(after);
  const until = deployedAt === undefined ? undefined : deployedAt + windowMs;
  if (until !== undefined && now >= until) return undefined;
  const message =
    until === undefined
      ? `Waits for ${after}, which is not known yet`
      : `The ${describeDemand(
          windowMs,
        )} that the query looks back must lie behind the deployment`;
  return { readings: [], summary: message, pending: { message, until } };
}

async function readSamples(
  { params, fill, signal }: ProbeContext<Params>,
  source: GateSource,
): Promise<number | undefined> {
  if (!params.samplesQuery) return undefined;
  const query = fillPromql(params.samplesQuery, fill);
  const { series, warnings } = await askPrometheus(source, query, { signal });
  // Of several series, or of half an answer, nobody knows how many there are.
  const isOne = series.length === 1 && warnings.length === 0;
  return isOne && Number.isFinite(series[0].value)
    ? series[0].value
    : undefined;
}

function findDoubt(
  { warnings, series }: Awaited<ReturnType<typeof askPrometheus>>,
  reduced: number | null | undefined,
) {
  if (warnings.length > 0) {
    const message = `The answer is in doubt: ${warnings.join('; ')}`;
    return { code: 'partial_answer', message };
  }
  if (reduced !== undefined) return undefined;
  const message = `The query gave ${series.length} series, and reduce does not say what to make of them`;
  return { code: 'several_series', message };
}

/** The value against its thresholds; nothing when only the version before is a limit. */
function readingsOf(
  params: Params,
  value: number | null,
  samples: number | undefined,
): Reading[] {
  const { thresholds, baseline, minSamples } = params;
  const { degraded, critical } = thresholds;
  const isRelative = degraded === undefined && critical === undefined;
  if (baseline && isRelative) return [];
  return [{ ...readingOf(params, value), samples, minSamples }];
}

function readingOf(params: Params, value: number | null): Reading {
  const { thresholds, unit } = params;
  const comparison = comparisonOf(params);
  return {
    name: 'value',
    value,
    unit,
    missing: 'the query gave no series',
    assert: comparison,
    limits: {
      warn: thresholds.degraded,
      fail: thresholds.critical,
      direction: comparison.startsWith('<') ? 'at-most' : 'at-least',
    },
  };
}

/** The gate's own name is all that tells what the query measures. */
function describe(
  { gate, params }: ProbeContext<Params>,
  value: number | null,
) {
  const { baseline } = params;
  const name = gate.replace(/[-_.]+/g, ' ');
  const words = describeLimits({ ...readingOf(params, value), name });
  return baseline
    ? `${words}, may be ${baseline.allowIncreasePercent} % above the version before`
    : words;
}

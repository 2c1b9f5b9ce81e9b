import {
  askPrometheus,
  fillPromql,
  type GateSource,
  type Measurement,
  type ProbeContext,
  type Reading,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Params } from './params';

/** Share of bad events of a window; null = no series. */
type Ratios = ReadonlyMap<string, number | null>;

interface Doubt {
  readonly code: string;
  readonly message: string;
}

/** Asks for the error ratio of every window once, and makes burn rates of them. */
export async function look(
  context: ProbeContext<Params>,
  source: GateSource,
): Promise<Measurement> {
  const { params } = context;
  const windows = windowsOf(params);
  const queries = windows.map(window => queryOf(context, window));
  const answers = await Promise.all(
    queries.map(query =>
      askPrometheus(source, query, { signal: context.signal }),
    ),
  );
  const ratios = new Map<string, number | null>();
  let doubt: Doubt | undefined;
  answers.forEach((answer, at) => {
    doubt ??= findDoubt(answer, windows[at]);
    ratios.set(windows[at], answer.series[0]?.value ?? null);
  });
  const seen = {
    resolvedQuery: queries[0],
    evidenceUrl: source.link(
      `/graph?g0.expr=${encodeURIComponent(queries[0])}&g0.tab=0`,
    ),
    evidence: {
      errorRatios: Object.fromEntries(
        [...ratios].map(([window, value]) => [window, String(value)]),
      ),
    },
  };
  if (doubt) {
    return { ...seen, readings: [], summary: doubt.message, undecided: doubt };
  }
  return {
    ...seen,
    readings: [
      ...burnReadings(params, ratios),
      ...budgetReading(params, ratios),
    ],
    summary: describe(context, ratios),
  };
}

function windowsOf(params: Params): string[] {
  const { burnRates, minBudgetRemainingPercent, window } = params;
  const whole = minBudgetRemainingPercent === undefined ? [] : [window];
  const pairs = burnRates.flatMap(({ long, short }) => [long, short]);
  return [...new Set([...pairs, ...whole])];
}

function queryOf({ params, fill }: ProbeContext<Params>, window: string) {
  const own: Record<string, string> = { window };
  if (params.slo !== undefined) own.slo = fill(params.slo);
  return fillPromql(params.errorRatioQuery, fill, { own });
}

/** A share is between 0 and 1: a percentage, or the share of good events, would look like a burning budget or none. */
function findDoubt(
  { series, warnings }: Awaited<ReturnType<typeof askPrometheus>>,
  window: string,
): Doubt | undefined {
  if (warnings.length > 0) {
    const message = `The answer for ${window} is in doubt: ${warnings.join(
      '; ',
    )}`;
    return { code: 'partial_answer', message };
  }
  if (series.length > 1) {
    const message = `The query gave ${series.length} series for ${window}, and one is needed`;
    return { code: 'several_series', message };
  }
  const value = series[0]?.value;
  if (value === undefined || Number.isNaN(value)) return undefined;
  if (value >= 0 && value <= 1) return undefined;
  const message = `The error ratio of ${window} is ${value}, and must be between 0 and 1`;
  return { code: 'not_a_ratio', message };
}

/**
 * Both windows must burn too fast: the long one tells that it matters, the short one that it still goes on. So the
 * slower of the two is what counts, and one without data leaves the pair without.
 */
function burnReadings(
  { burnRates, objective }: Params,
  ratios: Ratios,
): Reading[] {
  return burnRates.map(({ long, short, max, verdict }) => {
    const rates = [long, short].map(window => {
      const ratio = ratios.get(window) ?? null;
      return ratio === null ? null : ratio / (1 - objective);
    });
    const [slow, fast] = rates;
    const value = slow === null || fast === null ? null : Math.min(slow, fast);
    const missing = [long, short].filter((_, at) => rates[at] === null);
    return {
      name: `burn rate over ${long} and ${short}`,
      value,
      missing:
        value === null ? `no series for ${missing.join(', ')}` : undefined,
      unit: 'x',
      assert: '<=' as const,
      limits: { [verdict]: max, direction: 'at-most' as const },
    };
  });
}

function budgetReading(
  { objective, window, minBudgetRemainingPercent: least }: Params,
  ratios: Ratios,
): Reading[] {
  if (least === undefined) return [];
  const ratio = ratios.get(window) ?? null;
  return [
    {
      name: `error budget left of ${window}`,
      value: ratio === null ? null : (1 - ratio / (1 - objective)) * 100,
      missing: ratio === null ? `no series for ${window}` : undefined,
      unit: '%',
      limits: { fail: least, direction: 'at-least' },
    },
  ];
}

function describe({ params, fill }: ProbeContext<Params>, ratios: Ratios) {
  const { burnRates, objective, slo } = params;
  const rates = burnRates.map(({ long, short, max }) => {
    const [one, other] = [long, short].map(window => {
      const ratio = ratios.get(window) ?? null;
      return ratio === null
        ? 'no data'
        : `${Number((ratio / (1 - objective)).toPrecision(3))}x`;
    });
    return `${one} over ${long} and ${other} over ${short}, at most ${max}x in both`;
  });
  return `The error budget${slo ? ` of ${fill(slo)}` : ''} burns ${rates.join(
    '; ',
  )}`;
}

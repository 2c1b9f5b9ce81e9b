import type { PrometheusAnswer } from '@quality-gates/backstage-plugin-quality-gates-node';
import { comparisonOf, type Params } from './params';

/**
 * The one value of several series; null for none, undefined when there are several and nothing says which. One NaN makes
 * NaN of everything but `any`, which needs one series that can be compared, and `last`.
 *
 * `all` is the worst value and `any` the best, as `assert` sees it; `last` is the last in the order of the answer,
 * which only `sort()` and the like make certain.
 */
export function reduceSeries(
  series: PrometheusAnswer['series'],
  how: Pick<Params, 'reduce' | 'assert'>,
): number | null | undefined {
  const values = series.map(({ value }) => value);
  if (values.length <= 1) return values[0] ?? null;
  const wantsLow = comparisonOf(how).startsWith('<');
  switch (how.reduce) {
    case 'max':
      return largest(values);
    case 'min':
      return smallest(values);
    case 'avg':
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    case 'all':
      return wantsLow ? largest(values) : smallest(values);
    case 'any': {
      const known = values.filter(value => !Number.isNaN(value));
      if (known.length === 0) return NaN;
      return wantsLow ? smallest(known) : largest(known);
    }
    case 'last':
      return values[values.length - 1];
    default:
      return undefined;
  }
}

// Not Math.max(...values): an answer may hold more series than a call takes arguments.
function largest(values: readonly number[]) {
  return values.reduce((one, other) => Math.max(one, other));
}

function smallest(values: readonly number[]) {
  return values.reduce((one, other) => Math.min(one, other));
}

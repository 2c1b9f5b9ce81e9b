import {
  gateDurationMs,
  readPromql,
  samplePromql,
  type GateFinding,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { comparisonOf, type Params } from './params';

/** A rate needs so many scrapes in its window: https://prometheus.io/docs/prometheus/latest/querying/functions/#rate */
const SCRAPES_PER_WINDOW = 4;

/** What is wrong with a gate before anybody is asked. */
export function lint(params: Params): GateFinding[] {
  const texts = [
    ['query', params.query],
    ['samplesQuery', params.samplesQuery],
  ] as const;
  return [
    ...texts.flatMap(([path, text]) =>
      text === undefined ? [] : lintQuery(path, text, params),
    ),
    ...lintLimits(params),
  ];
}

function lintQuery(
  path: string,
  text: string,
  { scrapeInterval }: Params,
): GateFinding[] {
  const query = readPromql(samplePromql(text));
  if (!query.isValid) {
    return [error(path, 'wrong-query', 'The query is no PromQL')];
  }
  const found: GateFinding[] = [];
  if (query.comparison && !query.comparison.isBool) {
    const words =
      'A comparison without bool leaves series out, so that healthy and no data look the same: leave it out, the limit stands in thresholds';
    found.push(error(path, 'filter-comparison', words));
  }
  if (query.selectors.some(({ text: one }) => !one.includes('sampleversion'))) {
    const words =
      'A selector does not name the version, so the value is one of all versions that run';
    found.push(warning(path, 'no-version-matcher', words));
  }
  const scrapeMs = scrapeInterval ? gateDurationMs(scrapeInterval) : 0;
  if (query.windowsMs.some(ms => ms < SCRAPES_PER_WINDOW * scrapeMs)) {
    const words = `A window is shorter than ${SCRAPES_PER_WINDOW} scrapes of ${scrapeInterval}`;
    found.push(warning(path, 'short-window', words));
  }
  return found;
}

function lintLimits(params: Params): GateFinding[] {
  const { thresholds, baseline, minSamples } = params;
  const { degraded, critical } = thresholds;
  const found: GateFinding[] = [];
  if (degraded === undefined && critical === undefined && !baseline) {
    const words = 'Without a limit the gate asserts nothing';
    found.push(error('thresholds', 'no-threshold', words));
  } else if (critical === undefined && !baseline) {
    const words = 'Without thresholds.critical the gate can only warn';
    found.push(warning('thresholds', 'only-warns', words));
  }
  if (baseline && critical === undefined) {
    const words =
      'Each version may be a little worse than the one before, without end: set thresholds.critical as well';
    found.push(warning('baseline', 'relative-only', words));
  }
  const isLow = comparisonOf(params).startsWith('<');
  if (degraded !== undefined && critical !== undefined) {
    if (isLow ? degraded > critical : degraded < critical) {
      const words = 'What is critical is reached before what is degraded';
      found.push(warning('thresholds', 'thresholds-order', words));
    }
  }
  if (minSamples === undefined) {
    const words = 'Without minSamples a handful of requests decides';
    found.push(warning('minSamples', 'no-min-samples', words));
  }
  return found;
}

function error(path: string, rule: string, message: string): GateFinding {
  return { severity: 'error', path, rule, message };
}

function warning(path: string, rule: string, message: string): GateFinding {
  return { severity: 'warning', path, rule, message };
}

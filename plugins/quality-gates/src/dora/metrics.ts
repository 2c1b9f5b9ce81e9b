/** The five DORA metrics, in the order they are shown. */
export const METRICS = [
  'deploymentFrequency',
  'changeLeadTime',
  'changeFailRate',
  'recoveryTime',
  'reworkRate',
] as const;
/** One of {@link METRICS}: also the key of its number in a `DoraReport`. */
export type MetricId = (typeof METRICS)[number];

/** Below this many samples a number is grey and has no band. Source: docs/dora.md. */
export const FEW_SAMPLES = 5;

/** The metric that a query string names; deployment frequency unless it is one of {@link METRICS}. */
export function parseMetric(text: string | null): MetricId {
  return METRICS.find(id => id === text) ?? 'deploymentFrequency';
}

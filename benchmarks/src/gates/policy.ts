import type { JsonObject } from '@backstage/types';

/** What the gates of a benchmark ask: a type a source, all at one URL. */
const SOURCES: Readonly<Record<string, string>> = {
  metrics: 'prometheus',
  'more-metrics': 'prometheus',
  alerts: 'alertmanager',
  status: 'http',
};

/** Gate that is reported to us, so that it asks nobody. */
export const REPORTED = ['contracts', 'performance', 'security'];

const metric = (name: string, rest: JsonObject) => (n: number) => ({
  source: n % 2 ? 'metrics' : 'more-metrics',
  query: `${name}{part="${n}",version="\${request.version}"}`,
  samplesQuery: `requests{part="${n}",version="\${request.version}"}`,
  minSamples: 100,
  ...rest,
});

const errorRatio = metric('error_ratio', {
  unit: 'ratio',
  thresholds: { degraded: 0.02, critical: 0.05 },
});

const latency = metric('latency', { unit: 's', thresholds: { critical: 1 } });

const state = (n: number) => ({
  source: 'status',
  path: `/state/${n}/\${request.version}`,
  expect: { 'json:$.ok': true },
});

const alerts = (n: number) => ({
  source: 'alerts',
  matchers: [`part="${n}"`],
  requireRules: { source: 'metrics' },
  requireTraffic: { source: 'metrics', query: `requests{part="${n}"}`, min: 1 },
});

const budget = (n: number) => ({
  source: 'metrics',
  objective: 0.99,
  window: '30d',
  errorRatioQuery: `slo{part="${n}"}[\${window}]`,
  burnRates: [{ long: '1h', short: '5m', max: 2, verdict: 'fail' }],
});

function several(
  prefix: string,
  type: string,
  count: number,
  make: (n: number) => JsonObject,
): JsonObject[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `${prefix}-${n}`,
    type,
    phase: 'pre-deploy',
    with: make(n),
  }));
}

/** 25 gates of five kinds; all but three ask a source, some several times. */
export const GATES: readonly JsonObject[] = [
  ...several('errors', 'promql', 6, errorRatio),
  ...several('latency', 'promql', 6, latency),
  ...several('state', 'http', 6, state),
  ...several('alerts', 'alerts', 2, alerts),
  ...several('budget', 'error-budget', 2, budget),
  ...REPORTED.map(id => ({
    id,
    type: 'reported',
    phase: 'pre-deploy',
    with: {},
  })),
];

/** A gate of each shape, by id. */
export const SHAPES: readonly JsonObject[] = GATES.filter(
  ({ id }) => String(id).endsWith('-0') || id === REPORTED[0],
);

/** A policy of some gates for the component of this name; its gates wait for `timeout`. */
export function policyOf(
  component: string,
  gates: readonly JsonObject[],
  timeout: string,
): JsonObject {
  return {
    apiVersion: 'quality-gates.io/v1alpha1',
    kind: 'GatePolicy',
    metadata: { name: component },
    spec: {
      appliesTo: {
        entities: { name: component },
        environments: ['production'],
      },
      defaults: { timeout },
      gates: [...gates],
    },
  };
}

/** `qualityGates.sources`, all answered by the server at the URL. */
export function sourcesAt(url: string, timeoutSeconds: number): JsonObject {
  return Object.fromEntries(
    Object.entries(SOURCES).map(([id, type]) => [
      id,
      {
        ...{ type, url },
        allowPrivateAddress: true,
        timeout: { seconds: timeoutSeconds },
      },
    ]),
  );
}

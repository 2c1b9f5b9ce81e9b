import {
  createGateKind,
  promqlDurationMs,
  readPromql,
  samplePromql,
  type GateFinding,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { params, type Params } from './params';
import { look } from './probe';

/** Holds deployments back while the error budget burns too fast, or is used up. */
export const errorBudget = createGateKind({
  kind: 'error-budget',
  title: 'Error budget',
  params,
  placeholders: ['window', 'slo'],
  stricter: { objective: 'up', minBudgetRemainingPercent: 'up' },
  sourceTypes: ['prometheus'],
  sources: ({ source }) => [{ path: 'source', id: source, type: 'prometheus' }],
  lint,
  setup: env => context =>
    look(context, env.source(context.params.source, 'prometheus')),
});

function lint({ errorRatioQuery, burnRates, window, slo }: Params) {
  const found: GateFinding[] = [];
  const add = (
    severity: GateFinding['severity'],
    [path, rule, message]: readonly [string, string, string],
  ) => found.push({ severity, path, rule, message });
  const query = readPromql(samplePromql(errorRatioQuery));
  if (!query.isValid) {
    const words = 'The query is no PromQL';
    add('error', ['errorRatioQuery', 'wrong-query', words]);
  } else if (query.comparison && !query.comparison.isBool) {
    const words = 'A comparison without bool makes healthy look like no data';
    add('error', ['errorRatioQuery', 'filter-comparison', words]);
  }
  if (slo === undefined && errorRatioQuery.includes('${slo}')) {
    const words = '${slo} stands in the query, and slo is not set';
    add('warning', ['slo', 'no-slo', words]);
  }
  if (!burnRates.some(({ verdict }) => verdict === 'fail')) {
    const words = 'No burn rate fails: the gate can only warn';
    add('warning', ['burnRates', 'only-warns', words]);
  }
  const whole = promqlDurationMs(window)!;
  if (burnRates.some(({ long }) => promqlDurationMs(long)! > whole)) {
    const words = `A burn rate looks further back than the ${window} of the promise`;
    add('warning', ['burnRates', 'long-window', words]);
  }
  return found;
}

import {
  askPrometheus,
  fetchPayload,
  fillPromql,
  type GateKindEnv,
  type Measurement,
  type ProbeContext,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';
import { readMatcher, writeMatcher, type LabelMatcher } from './matchers';
import type { Params } from './params';
import { findRules } from './rules';

/** Alerts that are named and kept as evidence. */
const MOST_SHOWN = 20;
const UNPROVEN = {
  code: 'unproven_matcher',
  message:
    'Nothing proves that the matchers can match, so no alert means nothing: set requireRules',
};

const firingAlert = z.object({
  labels: z.record(z.string(), z.string()),
  startsAt: z.string(),
  status: z.object({ state: z.string() }),
});

type FiringAlert = z.output<typeof firingAlert>;

/** Counts the alerts that fire, then looks whether there could be any. */
export async function look(
  context: ProbeContext<Params>,
  env: GateKindEnv,
): Promise<Measurement> {
  const { params, fill } = context;
  const source = env.source(params.source, 'alertmanager');
  const matchers = params.matchers.map(text => readMatcher(text, fill));
  const answer = await fetchPayload(z.array(firingAlert), source, {
    path: pathOf(params, matchers),
    kind: 'alerts',
    signal: context.signal,
  });
  const firing = answer.filter(({ labels }) =>
    matchers.every(({ name, fits }) => fits(labels[name] ?? '')),
  );
  const rules = await readRules(context, env, matchers);
  const doubt = rules.doubt ?? (await findNoTraffic(context, env));
  const words = matchers.map(writeMatcher).join(', ');
  return {
    readings: [
      {
        name: 'firing alerts',
        value: firing.length,
        unit: 'alerts',
        limits: { fail: 0, direction: 'at-most' },
      },
    ],
    summary: describe(firing, words, rules.names?.length),
    undecided: doubt,
    resolvedQuery: words,
    evidenceUrl: source.link('/'),
    evidence: {
      alerts: firing.slice(0, MOST_SHOWN).map(toEvidence),
      rules: rules.names?.slice(0, MOST_SHOWN),
    },
  };
}

function pathOf(
  { silenced, inhibited }: Params,
  matchers: readonly LabelMatcher[],
): string {
  const query = new URLSearchParams([
    ['active', 'true'],
    ['silenced', String(silenced === 'count')],
    ['inhibited', String(inhibited === 'count')],
    ['unprocessed', 'true'],
    ...matchers.map(matcher => ['filter', writeMatcher(matcher)]),
  ]);
  return `/api/v2/alerts?${query}`;
}

async function readRules(
  { params: { requireRules }, signal }: ProbeContext<Params>,
  env: GateKindEnv,
  matchers: readonly LabelMatcher[],
) {
  if (!requireRules) return { doubt: UNPROVEN };
  const source = env.source(requireRules.source, 'prometheus');
  const names = await findRules(source, matchers, signal);
  if (names.length >= requireRules.atLeast) return { names };
  const message = `${names.length} alerting rules of ${source.id} can match, and ${requireRules.atLeast} must: no alert means nothing`;
  return { names, doubt: { code: 'no_rules', message } };
}

async function findNoTraffic(
  { params: { requireTraffic }, fill, signal }: ProbeContext<Params>,
  env: GateKindEnv,
) {
  if (!requireTraffic) return undefined;
  const source = env.source(requireTraffic.source, 'prometheus');
  const query = fillPromql(requireTraffic.query, fill);
  const { series, warnings } = await askPrometheus(source, query, { signal });
  const isKnown = series.length === 1 && warnings.length === 0;
  if (isKnown && series[0].value >= requireTraffic.min) return undefined;
  const seen = isKnown ? `is ${series[0].value}` : 'is not known';
  const message = `Traffic ${seen}, and must be at least ${requireTraffic.min}: without it alerts resolve`;
  return { code: 'no_traffic', message };
}

function describe(
  firing: readonly FiringAlert[],
  words: string,
  rules: number | undefined,
): string {
  const proof = rules === undefined ? '' : `; ${rules} rules could`;
  if (firing.length === 0) return `No alert fires for ${words}${proof}`;
  const names = [...new Set(firing.map(({ labels }) => labels.alertname))];
  return `${firing.length} alerts fire for ${words}: ${names
    .slice(0, 5)
    .join(', ')}`;
}

function toEvidence({ labels, startsAt, status }: FiringAlert) {
  const { alertname, severity } = labels;
  return { alertname, severity, startsAt, state: status.state };
}

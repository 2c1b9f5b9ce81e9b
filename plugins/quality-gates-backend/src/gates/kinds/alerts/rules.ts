import {
  fetchPayload,
  readPromql,
  type GateSource,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';
import type { LabelMatcher } from './matchers';

const alertingRule = z.object({
  type: z.literal('alerting'),
  name: z.string(),
  query: z.string(),
  labels: z.record(z.string(), z.string()).default({}),
  health: z.string(),
});

type Rule = z.output<typeof alertingRule>;

const answer = z.object({
  status: z.literal('success'),
  data: z.object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.union([alertingRule, z.object({ type: z.literal('recording') })]),
        ),
      }),
    ),
  }),
});

/**
 * Names of the alerts that could fire with labels that fit all matchers. A rule that cannot be evaluated, or was not
 * yet, never fires, and does not count.
 */
export async function findRules(
  source: GateSource,
  matchers: readonly LabelMatcher[],
  signal: AbortSignal,
): Promise<string[]> {
  const { data } = await fetchPayload(answer, source, {
    path: '/api/v1/rules?type=alert',
    kind: 'rules',
    signal,
  });
  return data.groups
    .flatMap(({ rules }) => rules)
    .filter(rule => rule.type === 'alerting')
    .filter(rule => rule.health === 'ok')
    .filter(rule => matchers.every(matcher => canFit(rule, matcher)))
    .map(({ name }) => name);
}

/**
 * Whether an alert of the rule can have a label that fits. The rule's own labels decide; one with a template can be
 * anything. A label that the rule does not set comes from the series: the value its query asks for must fit, or the
 * query must keep the label by grouping by it. Without either, the alert has no such label.
 */
function canFit(rule: Rule, { name, fits }: LabelMatcher): boolean {
  if (name === 'alertname') return fits(rule.name);
  const own = rule.labels[name];
  if (own !== undefined) return own.includes('{{') || fits(own);
  const query = readPromql(rule.query);
  const asked = query.selectors
    .flatMap(({ matchers }) => matchers)
    .filter(one => one.name === name && one.operator === '=');
  if (asked.length > 0) return asked.some(({ value }) => fits(value));
  return query.groupedBy.includes(name) || fits('');
}

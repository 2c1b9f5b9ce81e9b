import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  describeGateKind,
  type GateKindCase,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { alerts } from './index';
import { parsePattern } from './labelPattern';

const PARAMS = {
  source: 'alertmanager-prod',
  matchers: ['service_name="${service}"', 'severity=~"critical|page"'],
  requireRules: { source: 'prometheus-prod', atLeast: 1 },
  requireTraffic: {
    source: 'prometheus-prod',
    query: 'sum(rate(requests{service_name="${service}"}[5m]))',
    min: 0.1,
  },
};
const LABELS = {
  alertname: 'HighErrorRate',
  service_name: 'checkout',
  severity: 'critical',
};
const firing = (labels: object = {}) => ({
  labels: { ...LABELS, ...labels },
  startsAt: '2025-03-10T11:00:00Z',
  status: { state: 'active' },
});
const rule = (change: object = {}) => ({
  type: 'alerting',
  name: 'HighErrorRate',
  query: 'ratio{service_name="checkout"} > 0.05',
  labels: { severity: 'critical' },
  health: 'ok',
  ...change,
});

interface World {
  readonly alerts?: readonly object[];
  readonly rules?: readonly object[];
  readonly traffic?: readonly string[];
}

function world({
  alerts: all = [],
  rules = [rule()],
  traffic = ['3'],
}: World = {}): GateKindCase['answer'] {
  return ({ path }) => {
    if (path === '/api/v2/alerts') return { json: all };
    const data = path.endsWith('/rules')
      ? { groups: [{ rules }, { rules: [{ type: 'recording' }] }] }
      : {
          resultType: 'vector',
          result: traffic.map(value => ({ metric: {}, value: [1, value] })),
        };
    return { json: { status: 'success', data } };
  };
}

const count = (value: number) => ({
  readings: [
    {
      name: 'firing alerts',
      value,
      unit: 'alerts',
      limits: { fail: 0, direction: 'at-most' as const },
    },
  ],
});
const undecided = (code: string) => ({
  undecided: expect.objectContaining({ code }),
});

describeGateKind(alerts, {
  params: PARAMS,
  sources: {
    'alertmanager-prod': 'alertmanager',
    'prometheus-prod': 'prometheus',
  },
  context: { values: { service: 'checkout' } },
  value: {
    title: 'counts what fires',
    answer: world({ alerts: [firing()] }),
    measurement: {
      ...count(1),
      undecided: undefined,
      summary:
        '1 alerts fire for service_name="checkout", severity=~"critical|page": HighErrorRate',
      evidence: expect.objectContaining({ rules: ['HighErrorRate'] }),
    },
  },
  empty: {
    title: 'decides nothing when no rule can match',
    answer: world({ rules: [] }),
    measurement: { ...count(0), ...undecided('no_rules') },
  },
  nan: {
    title: 'decides nothing when traffic is no number',
    answer: world({ traffic: ['NaN'] }),
    measurement: undecided('no_traffic'),
  },
  twoSeries: {
    title: 'decides nothing by two series of traffic',
    answer: world({ traffic: ['3', '3'] }),
    measurement: undecided('no_traffic'),
  },
  more: [
    {
      title: 'sees that nothing fires although it could',
      answer: world(),
      measurement: {
        ...count(0),
        undecided: undefined,
        summary:
          'No alert fires for service_name="checkout", severity=~"critical|page"; 1 rules could',
      },
    },
    {
      title: 'decides nothing without proof that its matchers can match',
      params: { ...PARAMS, requireRules: undefined },
      answer: world(),
      measurement: { ...count(0), ...undecided('unproven_matcher') },
    },
    {
      title: 'counts what fires without that proof, too',
      params: { ...PARAMS, requireRules: undefined },
      answer: world({ alerts: [firing()] }),
      measurement: count(1),
    },
    {
      title: 'decides nothing without traffic, when alerts resolve',
      answer: world({ traffic: ['0'] }),
      measurement: undecided('no_traffic'),
    },
    {
      title: 'decides nothing without a series of traffic',
      answer: world({ traffic: [] }),
      measurement: undecided('no_traffic'),
    },
    {
      title: 'leaves out alerts that do not fit, whatever the source says',
      answer: world({ alerts: [firing({ service_name: 'cart' })] }),
      measurement: count(0),
    },
    ...(
      [
        ['that cannot be evaluated', { health: 'err' }],
        ['of another severity', { labels: { severity: 'info' } }],
        ['without the severity', { labels: {} }],
        ['of another service', { query: 'ratio{service_name="cart"} > 0.05' }],
        ['that never has the label', { query: 'sum(ratio) > 0.05' }],
      ] as const
    ).map(([words, change]) => ({
      title: `finds no proof in a rule ${words}`,
      answer: world({ rules: [rule(change)] }),
      measurement: undecided('no_rules'),
    })),
    ...(
      [
        ['groups by the label', { query: 'sum by (service_name) (x) > 1' }],
        [
          'sets the label itself',
          { labels: { severity: 'page', service_name: 'checkout' } },
        ],
        ['fills the label later', { labels: { severity: '{{ $labels.s }}' } }],
      ] as const
    ).map(([words, change]) => ({
      title: `finds proof in a rule that ${words}`,
      answer: world({ rules: [rule(change)] }),
      measurement: { undecided: undefined },
    })),
    {
      title: 'takes a service for nothing but its name',
      context: { values: { service: '.*"} or {x="' } },
      answer: ({ path, ...request }) =>
        world({
          alerts: [firing()],
          rules: [rule({ labels: { severity: 'page', service_name: '.*' } })],
        })?.({ path, ...request }),
      measurement: {
        ...count(0),
        ...undecided('no_rules'),
        resolvedQuery: expect.stringContaining(
          'service_name=".*\\"} or {x=\\""',
        ),
      },
    },
    {
      title: 'refuses a filter that Alertmanager takes for another one',
      params: { ...PARAMS, matchers: ['service_name=={}'] },
      answer: world(),
      throws: 'InputError',
    },
    {
      title: 'refuses a pattern that is more than words',
      params: { ...PARAMS, matchers: ['service_name=~"(a+)+$"'] },
      answer: world(),
      throws: 'InputError',
    },
  ],
  wrongParams: [
    { title: 'no matcher', params: { ...PARAMS, matchers: [] } },
    {
      title: 'proof by no rule',
      params: { ...PARAMS, requireRules: { source: 'p', atLeast: 0 } },
    },
  ],
});

describe('lint of alerts', () => {
  it.each([
    ['wrong-matcher', { matchers: ['service_name=={}'] }],
    ['wrong-matcher', { matchers: ['a=~"[ab]"'] }],
    ['unproven-matcher', { requireRules: undefined }],
    ['unproven-traffic', { requireTraffic: undefined }],
    [
      'wrong-query',
      { requireTraffic: { source: 'prometheus-prod', query: 'a{', min: 1 } },
    ],
  ])('finds %s', (rule_, change) => {
    const found = alerts.lint({ ...PARAMS, ...change });
    expect(found.map(one => one.rule)).toEqual([rule_]);
  });
});

describe('parsePattern', () => {
  it.each([
    ['a|b', 'b', true],
    ['a|b', 'ab', false],
    ['check.*', 'checkout', true],
    ['check.+', 'check', false],
    ['.*out.*', 'checkout', true],
    ['a.*b.*c', 'aXbXc', true],
    ['a.*b.*c', 'acb', false],
    ['a\\.b\\|c', 'a.b|c', true],
    ['', '', true],
    ['ab.*ba', 'aba', false],
  ])('%j against %j is %s', (pattern, value, fits) => {
    expect(parsePattern(pattern)?.(value)).toBe(fits);
  });

  it.each(['(a+)+$', '[ab]', 'a{2}', 'a?', '^a', '\\d', 'a.b', 'a\\'])(
    'does not run %s',
    pattern => {
      expect(parsePattern(pattern)).toBeUndefined();
    },
  );

  it('takes no time for what makes other engines hang', () => {
    const startedAt = Date.now();
    const fits = parsePattern('.*a'.repeat(100))!;
    expect(fits(`${'a'.repeat(99)}${'b'.repeat(100_000)}`)).toBe(false);
    expect(Date.now() - startedAt).toBeLessThan(1_000);
  });
});

const corpus = join(process.env.QUALITY_GATES_CORPUS ?? '', 'gates');
const isThere = existsSync(join(corpus, 'alertmanager'));
const recorded = isThere ? describe : describe.skip;
const named = isThere ? '' : ' (skipped: QUALITY_GATES_CORPUS is not set)';
const files =
  (file: string, rules = 'rules'): GateKindCase['answer'] =>
  ({ path }) => ({
    text: readFileSync(
      join(
        corpus,
        path === '/api/v2/alerts'
          ? `alertmanager/${file}.json`
          : `prometheus/${rules}.json`,
      ),
      'utf8',
    ),
  });

recorded(`with recorded answers of Alertmanager${named}`, () => {
  describeGateKind(alerts, {
    params: { ...PARAMS, requireTraffic: undefined },
    sources: {
      'alertmanager-prod': 'alertmanager',
      'prometheus-prod': 'prometheus',
    },
    context: { values: { service: 'checkout' } },
    value: {
      title: 'counts the firing alert',
      answer: files('v2-alerts-firing'),
      measurement: count(1),
    },
    empty: {
      title: 'decides nothing by no alert of a service that no rule is about',
      context: { values: { service: 'chekout' } },
      answer: files('v2-alerts-bad-filter'),
      measurement: undecided('no_rules'),
    },
    more: [
      {
        title: 'counts the filtered alert',
        answer: files('v2-alerts-filter-firing'),
        measurement: count(1),
      },
      {
        title: 'counts a silenced alert',
        answer: files('v2-alerts-silenced'),
        measurement: count(1),
      },
      {
        title: 'believes no alert where rules exist',
        answer: files('v2-alerts-empty'),
        measurement: { ...count(0), undecided: undefined },
      },
      ...['v2-alerts-groups', 'v2-silences', 'v2-status'].map(file => ({
        title: `cannot read ${file} as alerts`,
        answer: files(file),
        throws: 'InputError' as const,
      })),
      {
        title: 'cannot read alerts as rules',
        answer: files('v2-alerts-empty', 'alerts-none'),
        throws: 'InputError',
      },
    ],
  });
});

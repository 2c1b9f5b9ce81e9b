import {
  createGateKind,
  samplePromql,
  readPromql,
  type GateFinding,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readMatcher } from './matchers';
import { params, type Params } from './params';
import { look } from './probe';

/** Holds deployments back while alerts fire, and proves that they could. */
export const alerts = createGateKind({
  kind: 'alerts',
  title: 'Firing alerts',
  params,
  stricter: { 'requireRules.atLeast': 'up', 'requireTraffic.min': 'up' },
  sourceTypes: ['alertmanager', 'prometheus'],
  sources: ({ source, requireRules, requireTraffic }) => [
    { path: 'source', id: source, type: 'alertmanager' },
    ...[
      ['requireRules', requireRules] as const,
      ['requireTraffic', requireTraffic] as const,
    ].flatMap(([path, one]) =>
      one
        ? [{ path: `${path}.source`, id: one.source, type: 'prometheus' }]
        : [],
    ),
  ],
  lint,
  setup: env => context => look(context, env),
});

function lint({ matchers, requireRules, requireTraffic }: Params) {
  const found: GateFinding[] = [];
  matchers.forEach((text, at) => {
    try {
      // What placeholders stand for is quoted, so a plain word does as well.
      readMatcher(text, template => template.replace(/\$\{[^{}]*\}/g, 'x'));
    } catch (error) {
      const { message } = error as Error;
      const path = `matchers.${at}`;
      found.push({ severity: 'error', path, rule: 'wrong-matcher', message });
    }
  });
  if (!requireRules) {
    found.push({
      severity: 'error',
      path: 'requireRules',
      rule: 'unproven-matcher',
      message: 'That no alert fires decides nothing without requireRules',
    });
  }
  if (!requireTraffic) {
    found.push({
      severity: 'warning',
      path: 'requireTraffic',
      rule: 'unproven-traffic',
      message: 'Alerts resolve when traffic stops: set requireTraffic',
    });
  }
  const query =
    requireTraffic && readPromql(samplePromql(requireTraffic.query));
  if (query && !query.isValid) {
    found.push({
      severity: 'error',
      path: 'requireTraffic.query',
      rule: 'wrong-query',
      message: 'The query is no PromQL',
    });
  }
  return found;
}

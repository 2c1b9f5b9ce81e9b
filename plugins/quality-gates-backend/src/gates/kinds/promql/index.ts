import { createGateKind } from '@quality-gates/backstage-plugin-quality-gates-node';
import { lint } from './lint';
import { params } from './params';
import { look } from './probe';

export {
  importPrometheusRule,
  type ImportedGate,
} from './importPrometheusRule';

/** A number that Prometheus, or what speaks as it does, gives for a query, against limits or the version before. */
export const promql = createGateKind({
  kind: 'promql',
  title: 'PromQL query',
  params,
  stricter: {
    'baseline.allowIncreasePercent': 'down',
    'baseline.minHistory': 'up',
  },
  sourceTypes: ['prometheus'],
  sources: ({ source }) => [{ path: 'source', id: source, type: 'prometheus' }],
  lint,
  setup: env => context =>
    look(context, env.source(context.params.source, 'prometheus')),
});

import {
  subjectOfLabels,
  type Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** Where a catalog says which alerts are an entity's; the plugins of Grafana and Prometheus read the same ones. */
const SELECTOR_ANNOTATION = 'grafana/alert-label-selector';
const ALERT_ANNOTATION = 'prometheus.io/alert';
const MAX_SELECTORS = 50;

/** Whose something with these labels is: each label may be an entity's selector, `service=payments`. */
export function subjectOf(labels: ReadonlyMap<string, string>): Subject {
  const alertname = labels.get('alertname');
  return {
    ...subjectOfLabels(labels),
    annotations: [
      ...[...labels].slice(0, MAX_SELECTORS).map(([name, value]) => ({
        key: SELECTOR_ANNOTATION,
        value: `${name}=${value}`,
      })),
      ...(alertname ? [{ key: ALERT_ANNOTATION, value: alertname }] : []),
    ],
  };
}

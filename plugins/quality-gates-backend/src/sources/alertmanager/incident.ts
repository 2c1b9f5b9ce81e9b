import type {
  FactOf,
  Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Alert } from './payloads';

const MAX_LABELS = 50;
const MAX_LABEL_LENGTH = 512;
/** Labels that name the service, the first that is set counts. */
const SERVICE_LABELS = ['service', 'component', 'app'] as const;

/**
 * One incident fact: executing while the alert fires, terminal once resolved; none for a status that is neither.
 *
 * An alert that fires again has the same fingerprint and another start, and is another incident. `cause` is left to
 * the label of that name, which is looked up among the labels.
 */
export function incidentFacts(alert: Alert): FactOf<'incident'>[] {
  const { status, labels, annotations, startsAt, fingerprint } = alert;
  if (status !== 'firing' && status !== 'resolved') return [];
  const resolvedAt = status === 'resolved' ? alert.endsAt : undefined;
  const id = `${fingerprint}/${new Date(startsAt).toISOString()}`;
  return [
    {
      type: 'incident',
      key: `alertmanager:${id}`,
      subject: subjectOf(alert),
      channel: 'webhook',
      at: resolvedAt ?? startsAt,
      phase: resolvedAt === undefined ? 'executing' : 'terminal',
      data: {
        id,
        openedAt: startsAt,
        resolvedAt,
        severity: bounded(labels.get('severity')),
        title: bounded(annotations.get('summary') || labels.get('alertname')),
        url: alert.generatorURL,
        labels: boundedLabels(labels),
      },
    },
  ];
}

function subjectOf({ labels }: Alert): Subject {
  const named = SERVICE_LABELS.find(label => labels.get(label));
  const alertname = labels.get('alertname');
  return {
    entityRef: labels.get('entity_ref') || undefined,
    service: named && labels.get(named),
    annotations: alertname
      ? [{ key: 'prometheus.io/alert', value: alertname }]
      : [],
  };
}

/** `cause` first: it decides whether the incident counts, and so must not be the one left out. */
function boundedLabels(
  labels: ReadonlyMap<string, string>,
): Record<string, string> {
  const cause = labels.get('cause');
  const first = cause === undefined ? [] : [['cause', cause] as const];
  const others = [...labels].filter(([name]) => name !== 'cause').sort(byName);
  return Object.fromEntries(
    [...first, ...others]
      .slice(0, MAX_LABELS)
      .map(([name, value]) => [bounded(name), bounded(value)]),
  );
}

function byName(
  [a]: readonly [string, string],
  [b]: readonly [string, string],
) {
  return a < b ? -1 : 1;
}

function bounded<T extends string | undefined>(text: T) {
  return text?.slice(0, MAX_LABEL_LENGTH) as T;
}

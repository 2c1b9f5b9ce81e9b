import {
  keepLabels,
  readLabels,
  type FactOf,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { incidentPayload } from './payloads';
import { subjectOf } from './subject';

type Payload = z.output<typeof incidentPayload>;

/** Events that may tell of the end, where the incident itself does not say when that was. */
const MAY_END = /\.(closed|resolved|status)$/;
/** The word for a severity that nobody has chosen yet. */
const NO_SEVERITY = 'pending';

/**
 * One incident fact, open or over by the incident's own status; an incident that is active again takes its resolution
 * back. A drill is no incident.
 *
 * @param instance - id of the configured source: each Grafana counts its incidents from 1
 */
export function incidentFacts(
  { event, time, incident }: Payload,
  instance: string,
): FactOf<'incident'>[] {
  if (incident.isDrill) return [];
  const over = incident.status === 'resolved';
  const endedAt = incident.incidentEnd ?? incident.closedTime;
  const labels = readLabels(incident.labels);
  return [
    {
      type: 'incident',
      key: `grafana-irm:${instance}/incident/${incident.incidentID}`,
      subject: subjectOf(labels),
      channel: 'webhook',
      at: time,
      phase: over ? 'terminal' : 'executing',
      data: {
        id: incident.incidentID,
        openedAt: incident.incidentStart ?? incident.createdTime,
        resolvedAt: over
          ? endedAt ?? (MAY_END.test(event) ? time : undefined)
          : undefined,
        severity: severityOf(incident),
        title: incident.title,
        url: incident.overviewURL,
        labels: keepLabels(labels),
      },
    },
  ];
}

function severityOf({ severity, severityLabel }: Payload['incident']) {
  const word = severityLabel ?? severity;
  return word?.toLocaleLowerCase('en-US') === NO_SEVERITY ? undefined : word;
}

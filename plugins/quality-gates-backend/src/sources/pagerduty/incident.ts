import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { incidentPayload } from './payloads';

/** Where a catalog says which PagerDuty service an entity is; the PagerDuty plugins read the same one. */
const SERVICE_ANNOTATION = 'pagerduty.com/service-id';

/**
 * One incident fact. Whether it is over is said by the incident's own status, as its priority may change after it was
 * resolved; when it was resolved only by the event that resolved it. An incident that is open again takes its
 * resolution back: a later fact that is not terminal does that (Fact.ts).
 */
export function incidentFacts({
  event,
}: z.output<typeof incidentPayload>): FactOf<'incident'>[] {
  const { data: incident, occurred_at: at } = event;
  const resolved = incident.status === 'resolved';
  const triggered = event.event_type === 'incident.triggered';
  return [
    {
      type: 'incident',
      key: `pagerduty:${incident.id}`,
      subject: {
        annotations: [{ key: SERVICE_ANNOTATION, value: incident.service.id }],
      },
      channel: 'webhook',
      at,
      phase: resolved ? 'terminal' : 'executing',
      data: {
        id: incident.id,
        openedAt: incident.created_at ?? (triggered ? at : undefined),
        resolvedAt: event.event_type === 'incident.resolved' ? at : undefined,
        severity: incident.priority?.summary ?? incident.urgency,
        title: incident.title,
        url: incident.html_url,
      },
    },
  ];
}

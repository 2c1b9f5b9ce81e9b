import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { incidentEvent } from './payloads';
import { placeOf, serviceSubject, subjectOf } from './subject';

const MAX_TITLE = 512;

/** One incident fact. The description of a resolved one tells of the resolution, and so is no title. */
export function incidentFacts(
  event: z.output<typeof incidentEvent>,
  predicate: string,
  instance: string,
): FactOf<'incident'>[] {
  const { context, subject, customData } = event;
  const { description, environment, service, ticketURI } = subject.content;
  const at = context.timestamp;
  const resolved = predicate === 'resolved';
  return [
    {
      type: 'incident',
      key: placeOf(instance, event),
      subject: service ? serviceSubject(event, service.id) : subjectOf(event),
      channel: 'webhook',
      at,
      phase: resolved ? 'terminal' : 'executing',
      data: {
        id: subject.id,
        // `reported` follows `detected` where a ticket is made of what was measured: the incident is older.
        openedAt: predicate === 'detected' ? at : undefined,
        resolvedAt: resolved ? at : undefined,
        title: resolved ? undefined : description?.slice(0, MAX_TITLE),
        url: ticketURI,
        labels: environment && {
          environment: environment.name ?? environment.id,
        },
        deploymentId: customData.deploymentId,
      },
    },
  ];
}

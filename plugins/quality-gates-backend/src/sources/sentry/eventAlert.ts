import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { eventAlertPayload } from './payloads';
import { labelsOf, subjectOf } from './subject';

/**
 * One incident fact, of the issue whose event met a rule: the same incident as the issue's own events tell. A rule is
 * met again and again, so its time is none of the opening; the store takes the first time it hears of.
 *
 * @param instance - id of the configured source
 */
export function eventAlertFacts(
  { data: { event, triggered_rule: rule } }: z.output<typeof eventAlertPayload>,
  instance: string,
): FactOf<'incident'>[] {
  const { level, environment } = event;
  return [
    {
      type: 'incident',
      key: `sentry:${instance}/issue/${event.issue_id}`,
      subject: subjectOf({ id: event.project, apiUrl: event.url }),
      channel: 'webhook',
      at: event.datetime,
      phase: 'executing',
      data: {
        id: event.issue_id,
        severity: level,
        title: event.title,
        url: event.web_url,
        labels: labelsOf({ level, environment, rule }),
      },
    },
  ];
}

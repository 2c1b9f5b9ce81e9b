import {
  keepLabels,
  type FactOf,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { alertGroupPayload } from './payloads';
import { subjectOf } from './subject';

type Payload = z.output<typeof alertGroupPayload>;

/**
 * One incident fact, open or over by the group's own state: acknowledged and silenced ones are open.
 *
 * OnCall gives `event.time` with some events only. The latest time of the group stands for it, which is right for all
 * but `unresolve`: that is then older than the resolution, and a later event has to tell that the group is open again.
 * Source: https://github.com/grafana/oncall, engine/apps/webhooks/tasks/trigger_webhook.py
 *
 * @param instance - id of the configured source
 */
export function alertGroupFacts(
  { event, alert_group: group, alert_payload: alertLabels }: Payload,
  instance: string,
): FactOf<'incident'>[] {
  const over = group.state === 'resolved';
  const labels = new Map([...alertLabels, ...group.labels]);
  return [
    {
      type: 'incident',
      key: `grafana-irm:${instance}/alert-group/${group.id}`,
      subject: subjectOf(labels),
      channel: 'webhook',
      at: event.time ?? lastTimeOf(group),
      phase: over ? 'terminal' : 'executing',
      data: {
        id: group.id,
        openedAt: group.created_at,
        resolvedAt: over ? group.resolved_at : undefined,
        severity: labels.get('severity'),
        title: group.title,
        url: group.permalinks,
        labels: keepLabels(labels),
      },
    },
  ];
}

function lastTimeOf(group: Payload['alert_group']): number {
  const { created_at, acknowledged_at = 0, resolved_at = 0 } = group;
  return Math.max(created_at, acknowledged_at, resolved_at);
}

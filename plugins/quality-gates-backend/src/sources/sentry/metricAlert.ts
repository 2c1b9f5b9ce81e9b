import type {
  FactOf,
  Millis,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { metricAlertPayload } from './payloads';
import { labelsOf, subjectOf } from './subject';

type Payload = z.output<typeof metricAlertPayload>;

/**
 * One incident fact: open while the alert is critical or warns, over once it is resolved. An alert over several
 * projects is of none of them.
 */
export function metricAlertFacts(
  { action, data }: Payload,
  sent: { readonly instance: string; readonly at: Millis },
): FactOf<'incident'>[] {
  const { metric_alert: alert, web_url: url } = data;
  const over = action === 'resolved';
  const [slug, ...others] = alert.projects;
  const rule = alert.alert_rule;
  return [
    {
      type: 'incident',
      key: `sentry:${sent.instance}/metric-alert/${alert.id}`,
      subject: subjectOf(others.length === 0 ? { slug } : {}),
      channel: 'webhook',
      at: sent.at,
      phase: over ? 'terminal' : 'executing',
      data: {
        id: alert.id,
        openedAt: alert.date_started ?? alert.date_detected,
        resolvedAt: over ? alert.date_closed ?? sent.at : undefined,
        severity: over ? undefined : action,
        title: rule?.name ?? alert.title,
        url,
        labels: labelsOf({
          project: others.length === 0 ? slug : undefined,
          environment: rule?.environment,
          rule: rule?.name,
        }),
      },
    },
  ];
}

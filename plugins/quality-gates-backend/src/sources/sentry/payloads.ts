import { payloadFields } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/* Only the fields that are read, so that Sentry may add and change all others. */

const { listOf, maybeLink, maybeMillis, maybeText, millis } = payloadFields;

/** Text in most places, a number in some. */
const id = z.union([
  z.string().min(1),
  z.number().int().nonnegative().transform(String),
]);
const maybeId = id.nullish().transform(value => value ?? undefined);

/** What every delivery has. */
export const envelopePayload = z.object({ action: z.string().min(1) });

/** `issue`. */
export const issuePayload = z.object({
  action: z.string(),
  data: z.object({
    issue: z.object({
      id,
      title: maybeText,
      level: maybeText,
      priority: maybeText,
      status: z.string(),
      firstSeen: millis,
      web_url: maybeLink,
      project_url: maybeText,
      project: z.object({ id: maybeId, slug: maybeText }),
    }),
  }),
});

/** `event_alert`: a rule for issues was met by an event. */
export const eventAlertPayload = z.object({
  data: z.object({
    triggered_rule: maybeText,
    event: z.object({
      issue_id: id,
      title: maybeText,
      level: maybeText,
      environment: maybeText,
      datetime: millis,
      web_url: maybeLink,
      url: maybeText,
      project: maybeId,
    }),
  }),
});

/** `metric_alert`. */
export const metricAlertPayload = z.object({
  action: z.string(),
  data: z.object({
    web_url: maybeLink,
    metric_alert: z.object({
      id,
      title: maybeText,
      date_started: maybeMillis,
      date_detected: maybeMillis,
      date_closed: maybeMillis,
      projects: listOf(z.string()),
      alert_rule: z
        .object({ name: maybeText, environment: maybeText })
        .nullish()
        .transform(rule => rule ?? undefined),
    }),
  }),
});

import { payloadFields } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/* Only the fields that are read, so that Grafana may add and change all others. */

const { maybeLink, maybeText, millis } = payloadFields;

/** Absent, null and empty all stand for none. */
const maybeMillis = z
  .union([z.literal('').transform(() => undefined), millis])
  .nullish()
  .transform(at => at ?? undefined);

/** What a body says of itself: the event's name, or an object with its type. */
export const envelopePayload = z.object({
  event: z.union([
    z.string().min(1),
    z.object({ type: z.string().min(1) }).transform(({ type }) => type),
  ]),
});

/** An event of Grafana Incident. */
export const incidentPayload = z.object({
  event: z.string(),
  time: millis,
  incident: z.object({
    incidentID: z.string().min(1),
    title: maybeText,
    status: z.string(),
    severity: maybeText,
    severityLabel: maybeText,
    isDrill: z.boolean().nullish(),
    createdTime: millis,
    incidentStart: maybeMillis,
    incidentEnd: maybeMillis,
    closedTime: maybeMillis,
    // A path alone, where it is no link.
    overviewURL: maybeLink,
    // `service:payments`, or the two apart.
    labels: z
      .array(z.object({ key: maybeText, label: z.string() }))
      .nullish()
      .transform(labels =>
        (labels ?? []).map(({ key, label }) =>
          key === undefined ? label : `${key}:${label}`,
        ),
      ),
  }),
});

const textByKey = z
  .record(z.string(), z.string())
  .nullish()
  .transform(labels => Object.entries(labels ?? {}));

/** An event of Grafana OnCall. */
export const alertGroupPayload = z.object({
  event: z.object({ time: maybeMillis }),
  alert_group: z
    .object({
      id: z.string().min(1),
      title: maybeText,
      state: z.string(),
      created_at: millis,
      acknowledged_at: maybeMillis,
      resolved_at: maybeMillis,
      permalinks: z
        .object({ web: maybeLink })
        .nullish()
        .transform(links => links?.web),
      labels: textByKey,
    })
    .refine(({ state, resolved_at }) => state !== 'resolved' || resolved_at, {
      path: ['resolved_at'],
      error: 'must be a time when the alert group is resolved',
    }),
  // Whatever the integration was sent; only labels in the form of Alertmanager are read.
  alert_payload: z
    .object({ labels: textByKey })
    .nullish()
    .catch(undefined)
    .transform(payload => payload?.labels ?? []),
});

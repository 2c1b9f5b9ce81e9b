import { payloadFields } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/*
 * Only the fields that are read. Alertmanager (version "4") and Grafana alerting (version "1") agree in all of them;
 * what Grafana sends more (values, silenceURL, …) is not needed.
 */

const { maybeLink, millis, textByKey } = payloadFields;

/** Go's zero time, 0001-01-01T00:00:00Z, stands for none. */
const timeOrNone = millis
  .nullish()
  .transform(at =>
    at === undefined || at === null || at <= 0 ? undefined : at,
  );

const alert = z
  .object({
    status: z.string(),
    labels: textByKey,
    annotations: textByKey,
    startsAt: millis,
    endsAt: timeOrNone,
    generatorURL: maybeLink,
    fingerprint: z.string().min(1),
  })
  .refine(({ status, endsAt }) => status !== 'resolved' || endsAt, {
    path: ['endsAt'],
    error: 'must be a time when the alert is resolved',
  });
/** One alert of a group. */
export type Alert = z.output<typeof alert>;

/** What the webhook receivers of Alertmanager and Grafana alerting post: a group of alerts. */
export const alertsPayload = z.object({ alerts: z.array(alert) });

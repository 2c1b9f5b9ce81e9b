import { payloadFields } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/* Only the fields that are read, so that Opsgenie may add and change all others. */

const { listOf, maybeText } = payloadFields;

/** Milliseconds have 13 digits until the year 2286, nanoseconds 19. */
const NANOS_FROM = 1e16;

/** Opsgenie counts `createdAt` in milliseconds and `updatedAt` in nanoseconds; its API writes both as text. */
const millis = z.union([
  payloadFields.millis,
  z
    .number()
    .positive()
    .transform(count => Math.round(count >= NANOS_FROM ? count / 1e6 : count)),
]);
const textByKey = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform(details =>
    Object.entries(details ?? {}).flatMap(([key, value]) =>
      typeof value === 'string' && value ? [[key, value] as const] : [],
    ),
  );

const responderTeams = z
  .array(z.object({ type: maybeText, name: maybeText }))
  .nullish()
  .transform(responders =>
    (responders ?? []).flatMap(({ type, name }) =>
      type === 'team' && name !== undefined ? [name] : [],
    ),
  );

const told = {
  message: maybeText,
  priority: maybeText,
  tags: listOf(z.string()),
  details: textByKey,
  responders: responderTeams,
  createdAt: millis,
  updatedAt: millis.nullish().transform(at => at ?? undefined),
};
const toldSchema = z.object(told);
/** What an alert and an incident have alike. */
export type Told = z.output<typeof toldSchema>;

/** What every delivery has: an action on an alert or on an incident. */
export const envelopePayload = z.object({
  action: z.string().min(1),
  alert: z.unknown().optional(),
  incident: z.unknown().optional(),
});

/** An action on an alert. */
export const alertPayload = z.object({
  alert: z.object({
    ...told,
    alertId: z.string().min(1),
    team: maybeText,
    entity: maybeText,
  }),
});

/** An action on an incident. */
export const incidentPayload = z.object({
  incident: z.object({ ...told, incidentId: z.string().min(1) }),
});

import { payloadFields } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/* Only the fields that are read, so that PagerDuty may add and change all others. */

const { maybeLink, maybeMillis, maybeText, millis } = payloadFields;

/** What every event has. */
export const envelopePayload = z.object({
  event: z.object({
    id: z.string().min(1),
    event_type: z.string().min(1),
    data: z.object({ type: maybeText }),
  }),
});

/** An event whose `data` is an incident. */
export const incidentPayload = z.object({
  event: z.object({
    event_type: z.string(),
    occurred_at: millis,
    data: z.object({
      id: z.string().min(1),
      status: z.string(),
      // Events of the first years had none.
      created_at: maybeMillis,
      title: maybeText,
      html_url: maybeLink,
      service: z.object({ id: z.string().min(1) }),
      priority: z.object({ summary: maybeText }).nullish(),
      urgency: maybeText,
    }),
  }),
});

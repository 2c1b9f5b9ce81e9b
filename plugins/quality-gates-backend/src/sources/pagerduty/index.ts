import { InputError } from '@backstage/errors';
import type {
  Delivery,
  Fact,
  Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';
import { incidentFacts } from './incident';
import { envelopePayload, incidentPayload } from './payloads';
import { verifyPagerduty } from './verify';

/** PagerDuty, by webhooks of version 3. Set-up: README.md. */
export const pagerduty: Source = {
  id: 'pagerduty',
  ingress: [
    {
      type: 'webhook',
      headers: [],
      verify: verifyPagerduty,
      // PagerDuty names neither in a header.
      kind: request => readEnvelope(request.body)?.event_type,
      externalId: request => readEnvelope(request.body)?.id,
    },
  ],
  normalise(delivery: Delivery): Fact[] {
    if (!delivery.kind.startsWith('incident.')) return [];
    try {
      const body = parseBody(delivery.body);
      // Notes, responders and status updates are told as `incident.…` too, without the incident itself.
      if (envelopePayload.parse(body).event.data.type !== 'incident') return [];
      return incidentFacts(incidentPayload.parse(body));
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      const [issue] = error.issues;
      throw new InputError(
        `PagerDuty ${delivery.kind}: ${issue.path.join('.')}: ${issue.message}`,
      );
    }
  },
};

/** What a body says of itself; undefined when it is no event: it is kept all the same, and refused when understood. */
function readEnvelope(body: Uint8Array) {
  try {
    return envelopePayload.safeParse(parseBody(body)).data?.event;
  } catch {
    return undefined;
  }
}

function parseBody(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    // Without the cause: its message quotes the body.
    throw new InputError('The body of the PagerDuty webhook is no JSON');
  }
}

import {
  parseJson,
  readPayload,
  type Delivery,
  type Fact,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { incidentFacts } from './incident';
import { envelopePayload, incidentPayload } from './payloads';
import { verifyPagerduty } from './verify';

const ABOUT = { system: 'PagerDuty' };

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
    const { event } = readPayload(envelopePayload, delivery, ABOUT);
    // Notes, responders and status updates are told as `incident.…` too, without the incident itself.
    if (event.data.type !== 'incident') return [];
    return incidentFacts(readPayload(incidentPayload, delivery, ABOUT));
  },
};

/** What a body says of itself; undefined when it is no event: it is kept all the same, and refused when understood. */
function readEnvelope(body: Uint8Array) {
  return envelopePayload.safeParse(parseJson(body)).data?.event;
}

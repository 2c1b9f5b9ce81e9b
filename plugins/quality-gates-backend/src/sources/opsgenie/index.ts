import {
  parseJson,
  readPayload,
  type Delivery,
  type Fact,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { stateAfter } from './action';
import { alertFacts } from './alert';
import { incidentFacts } from './incident';
import { alertPayload, envelopePayload, incidentPayload } from './payloads';
import { verifyOpsgenie } from './verify';

const ABOUT = { system: 'Opsgenie' };

/** Opsgenie, by its webhook integration. Set-up: README.md. */
export const opsgenie: Source = {
  id: 'opsgenie',
  ingress: [
    {
      type: 'webhook',
      headers: [],
      verify: verifyOpsgenie,
      kind: request => kindOf(request.body),
      // Nothing in a delivery is its own: the integration's id is in all of them.
      externalId: () => undefined,
    },
  ],
  normalise(delivery: Delivery): Fact[] {
    const [subject, action = ''] = delivery.kind.split('.', 2);
    const state = stateAfter(action);
    if (!state) return [];
    switch (subject) {
      case 'alert':
        return alertFacts(readPayload(alertPayload, delivery, ABOUT), state);
      case 'incident':
        return incidentFacts(
          readPayload(incidentPayload, delivery, ABOUT),
          state,
        );
      default:
        return [];
    }
  },
};

/** `alert.Create`, `incident.Close`; undefined when the body is neither. */
function kindOf(body: Uint8Array): string | undefined {
  const { data } = envelopePayload.safeParse(parseJson(body));
  if (!data) return undefined;
  if (data.alert) return `alert.${data.action}`;
  return data.incident ? `incident.${data.action}` : undefined;
}

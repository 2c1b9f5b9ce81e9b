import {
  createUnsignedWebhook,
  readPayload,
  type Delivery,
  type Fact,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { deploymentFacts } from './deployment';
import { canaryPayload } from './payloads';

/** The one body that all types of webhooks have. */
const KIND = 'canary';

/** Flagger, by a webhook of type `event`. Set-up: README.md. */
export const flagger: Source = {
  id: 'flagger',
  ingress: [createUnsignedWebhook(KIND)],
  normalise(delivery: Delivery): Fact[] {
    if (delivery.kind !== KIND) return [];
    const payload = readPayload(canaryPayload, delivery, { system: 'Flagger' });
    return deploymentFacts(payload, delivery.source);
  },
};

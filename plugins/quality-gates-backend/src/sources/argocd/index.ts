import {
  createUnsignedWebhook,
  readPayload,
  type Delivery,
  type Fact,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { deploymentFacts } from './deployment';
import { notificationPayload } from './payloads';
import { argocdPoll } from './poll';
import { verifyArgocd } from './verify';

/** The one body that notifications.yaml sends, whichever trigger sends it. */
const KIND = 'application';

/** Argo CD, by the webhook service of its notifications. Set-up: README.md. */
export const argocd: Source = {
  id: 'argocd',
  ingress: [createUnsignedWebhook(KIND, verifyArgocd), argocdPoll],
  normalise(delivery: Delivery): Fact[] {
    if (delivery.kind !== KIND) return [];
    const payload = readPayload(notificationPayload, delivery, {
      system: 'Argo CD',
      hint: 'use the template of notifications.yaml, in which toJson writes every value',
    });
    return deploymentFacts(payload, delivery.source);
  },
};

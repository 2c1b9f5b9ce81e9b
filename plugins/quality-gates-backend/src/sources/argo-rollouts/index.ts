import {
  createUnsignedWebhook,
  readPayload,
  type Delivery,
  type Fact,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { analysisFacts } from './analysis';
import { deploymentFacts } from './deployment';
import { notificationPayload } from './payloads';
import { revisionOf } from './rollout';

/** The one body that notifications.yaml sends, whichever trigger sends it. */
const KIND = 'rollout';

/** Argo Rollouts, by the webhook service of its notifications. Set-up: README.md. */
export const argoRollouts: Source = {
  id: 'argo-rollouts',
  ingress: [createUnsignedWebhook(KIND)],
  normalise(delivery: Delivery): Fact[] {
    if (delivery.kind !== KIND) return [];
    const payload = readPayload(notificationPayload, delivery, {
      system: 'Argo Rollouts',
      hint: 'use the templates of notifications.yaml, in which toJson writes every value',
    });
    const revision = revisionOf(payload, delivery.source);
    return [
      ...deploymentFacts(revision, payload.trigger),
      ...payload.analysisRuns.flatMap(run => analysisFacts(run, revision)),
    ];
  },
};

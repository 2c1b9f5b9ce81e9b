import {
  createUnsignedWebhook,
  readPayload,
  type Delivery,
  type Fact,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { incidentFacts } from './incident';
import { alertsPayload } from './payloads';

/** The one body that webhook receivers get: a group of alerts. */
const KIND = 'alerts';

/** Prometheus Alertmanager and Grafana alerting, by their webhook receivers. Set-up: README.md. */
export const alertmanager: Source = {
  id: 'alertmanager',
  ingress: [createUnsignedWebhook(KIND)],
  normalise(delivery: Delivery): Fact[] {
    if (delivery.kind !== KIND) return [];
    const { alerts } = readPayload(alertsPayload, delivery, {
      system: 'Alertmanager',
      hint: 'leave the payload of the webhook receiver as it is',
    });
    return alerts.flatMap(incidentFacts);
  },
};

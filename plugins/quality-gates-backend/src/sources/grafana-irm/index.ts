import {
  parseJson,
  readPayload,
  type Delivery,
  type Fact,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { alertGroupFacts } from './alertGroup';
import { incidentFacts } from './incident';
import {
  alertGroupPayload,
  envelopePayload,
  incidentPayload,
} from './payloads';
import { verifyGrafanaIrm } from './verify';

const ABOUT = {
  system: 'Grafana IRM',
  hint: 'leave the data of the outgoing webhook as it is',
};

/** Types of OnCall's events that tell the state of an alert group. */
const ALERT_GROUP_EVENTS: ReadonlySet<string> = new Set([
  'alert group created',
  'escalation',
  'acknowledge',
  'unacknowledge',
  'silence',
  'unsilence',
  'resolve',
  'unresolve',
  'status change',
]);

/** Grafana IRM: incidents (Grafana Incident) and alert groups (Grafana OnCall), by outgoing webhooks. Set-up: README.md. */
export const grafanaIrm: Source = {
  id: 'grafana-irm',
  ingress: [
    {
      type: 'webhook',
      headers: [],
      verify: verifyGrafanaIrm,
      kind: ({ body }) =>
        envelopePayload.safeParse(parseJson(body)).data?.event,
      // OnCall gives none, and nothing says that the `id` of an incident's event is never used again.
      externalId: () => undefined,
    },
  ],
  normalise(delivery: Delivery): Fact[] {
    const { kind, source } = delivery;
    if (kind.startsWith('grafana.incident.')) {
      const payload = readPayload(incidentPayload, delivery, ABOUT);
      return incidentFacts(payload, source);
    }
    if (!ALERT_GROUP_EVENTS.has(kind)) return [];
    const payload = readPayload(alertGroupPayload, delivery, ABOUT);
    return alertGroupFacts(payload, source);
  },
};

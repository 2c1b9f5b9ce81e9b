import { InputError } from '@backstage/errors';
import type {
  Delivery,
  Fact,
  Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { incidentFacts } from './incident';
import { alertsPayload } from './payloads';
import { verifyAlertmanager } from './verify';

/** The one body that webhook receivers get: a group of alerts. */
const KIND = 'alerts';

/** Prometheus Alertmanager and Grafana alerting, by their webhook receivers. Set-up: README.md. */
export const alertmanager: Source = {
  id: 'alertmanager',
  ingress: [
    {
      type: 'webhook',
      headers: [],
      verify: verifyAlertmanager,
      kind: () => KIND,
      externalId: () => undefined,
    },
  ],
  normalise({ kind, body }: Delivery): Fact[] {
    if (kind !== KIND) return [];
    const parsed = alertsPayload.safeParse(parseBody(body));
    if (parsed.success) return parsed.data.alerts.flatMap(incidentFacts);
    const [issue] = parsed.error.issues;
    throw new InputError(
      `Alertmanager ${kind}: ${issue.path.join('.') || 'body'}: ${
        issue.message
      }`,
    );
  },
};

function parseBody(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    // Without the cause: its message quotes the body.
    throw new InputError(
      'The body is no JSON: leave the payload of the webhook receiver as it is',
    );
  }
}

import {
  parseJson,
  readPayload,
  type Delivery,
  type Fact,
  type ReceivedRequest,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { eventAlertFacts } from './eventAlert';
import { issueFacts } from './issue';
import { metricAlertFacts } from './metricAlert';
import {
  envelopePayload,
  eventAlertPayload,
  issuePayload,
  metricAlertPayload,
} from './payloads';
import { readSentAt, TIMESTAMP_HEADER } from './sentAt';
import { verifySentry } from './verify';

const ABOUT = { system: 'Sentry' };

/** Sentry, by webhooks of an internal integration. Set-up: README.md. */
export const sentry: Source = {
  id: 'sentry',
  ingress: [
    {
      type: 'webhook',
      headers: [TIMESTAMP_HEADER],
      verify: verifySentry,
      kind: kindOf,
      externalId: request => request.headers['request-id'],
    },
  ],
  normalise(delivery: Delivery): Fact[] {
    const instance = delivery.source;
    switch (delivery.kind) {
      case 'issue.created':
      case 'issue.unresolved':
      case 'issue.resolved': {
        const payload = readPayload(issuePayload, delivery, ABOUT);
        return issueFacts(payload, { instance, at: readSentAt(delivery) });
      }
      case 'event_alert.triggered':
        return eventAlertFacts(
          readPayload(eventAlertPayload, delivery, ABOUT),
          instance,
        );
      case 'metric_alert.critical':
      case 'metric_alert.warning':
      case 'metric_alert.resolved': {
        const payload = readPayload(metricAlertPayload, delivery, ABOUT);
        const at = readSentAt(delivery);
        return metricAlertFacts(payload, { instance, at });
      }
      default:
        return [];
    }
  },
};

/** `issue.created`: the resource stands in a header, the action in the body. */
function kindOf({ headers, body }: ReceivedRequest): string | undefined {
  const resource = headers['sentry-hook-resource'];
  const action = envelopePayload.safeParse(parseJson(body)).data?.action;
  return resource && action ? `${resource}.${action}` : undefined;
}

import {
  parseJson,
  readPayload,
  type Delivery,
  type Fact,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { flagFacts } from './flag';
import { envelopePayload, flagPayload } from './payloads';
import { verifyLaunchdarkly } from './verify';

const KIND = 'flag';

/** LaunchDarkly, by signed webhooks. Set-up: README.md. */
export const launchdarkly: Source = {
  id: 'launchdarkly',
  ingress: [
    {
      type: 'webhook',
      headers: [],
      verify: verifyLaunchdarkly,
      kind: request => readEnvelope(request.body)?.kind,
      externalId: request => readEnvelope(request.body)?._id,
    },
  ],
  normalise(delivery: Delivery): Fact[] {
    if (delivery.kind !== KIND) return [];
    return flagFacts(
      readPayload(flagPayload, delivery, { system: 'LaunchDarkly' }),
    );
  },
};

/** What an entry says of itself; undefined when it is none: it is kept all the same. */
function readEnvelope(body: Uint8Array) {
  return envelopePayload.safeParse(parseJson(body)).data;
}

import { ConfigReader } from '@backstage/config';
import type { JsonObject, JsonValue } from '@backstage/types';
import type {
  Fact,
  PolledRepository,
  PollIngress,
  Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { createPollRequest } from '../pollRequest';

/** Polls once with real requests; gives back what was said, the deliveries' bodies and the last state. */
export async function runPoller(
  source: Source,
  options: {
    section?: JsonObject;
    integrations?: JsonObject;
    repository?: PolledRepository;
    state?: JsonValue;
    now?: number;
  },
) {
  const { section = {}, integrations = {}, repository, now = 0 } = options;
  const ingress = source.ingress.find(
    (one): one is PollIngress => one.type === 'poll',
  )!;
  const poller = ingress.createPoller({
    config: new ConfigReader(section),
    rootConfig: new ConfigReader({ integrations }),
  });
  const get = createPollRequest({
    requestsPerRun: 1_000,
    signal: new AbortController().signal,
    now: () => now,
  });
  const facts: Fact[] = [];
  const bodies: string[] = [];
  let { state } = options;
  for await (const page of poller.poll({ state, repository, get, now })) {
    for (const { kind, body } of page.deliveries) {
      bodies.push(Buffer.from(body).toString());
      facts.push(...source.normalise(deliver(kind, body)));
    }
    state = page.state;
  }
  return { facts, bodies, state };
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { EventParams, EventsService } from '@backstage/plugin-events-node';
import type {
  Millis,
  Source,
  WebhookIngress,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { QualityGatesConfig } from '../config';
import type { Ingest } from '../ingest';
import { digestOf } from './ingestDoor';
import type { ReceiveCounters } from './ReceiveOptions';

/** What {@link subscribeEvents} needs. */
export interface SubscribeEventsOptions {
  readonly config: QualityGatesConfig;
  readonly sources: readonly Source[];
  readonly events: Pick<EventsService, 'subscribe'>;
  readonly ingest: Pick<Ingest, 'accept'>;
  readonly counters: ReceiveCounters;
  readonly logger: LoggerService;
  readonly now: () => Millis;
}

/** Event name and delivery id, as at the webhook door. */
const MAX_WORD = 255;

/**
 * Takes what a portal receives for all its plugins already: a source that says `events: true` hears the topic of its
 * system in Backstage's events service. The payload comes parsed, so no signature can be checked here; whoever
 * publishes on the topic has proved it (the module events-backend-module-github, for GitHub). The delivery id is the
 * system's own, as at the webhook door, so what comes both ways counts once.
 *
 * Throws InputError naming the key when the type has no topic, or when two instances would hear the same one and count
 * everything twice.
 */
export async function subscribeEvents(
  options: SubscribeEventsOptions,
): Promise<void> {
  const { config, sources, events } = options;
  const heard = new Map<string, string>();
  for (const [source, { type, events: wanted }] of Object.entries(
    config.sources,
  )) {
    if (!wanted) continue;
    const ingress = sources
      .find(({ id }) => id === type)
      ?.ingress.find((one): one is WebhookIngress => one.type === 'webhook');
    const topic = ingress?.topic;
    const key = `Wrong configuration: qualityGates.sources.${source}.events`;
    if (!ingress || !topic) {
      throw new InputError(`${key}: no events are published of type ${type}`);
    }
    if (heard.has(topic)) {
      throw new InputError(
        `${key}: ${heard.get(topic)} hears the topic ${topic} already`,
      );
    }
    heard.set(topic, source);
    await events.subscribe({
      id: `quality-gates-${source}`,
      topics: [topic],
      onEvent: event => hear(event, { ...options, source, ingress }),
    });
  }
}

async function hear(
  { eventPayload, metadata = {} }: EventParams,
  options: SubscribeEventsOptions & {
    readonly source: string;
    readonly ingress: WebhookIngress;
  },
): Promise<void> {
  const { source, ingress, ingest, counters, logger, now } = options;
  const headers = readHeaders(metadata);
  const body = Buffer.from(JSON.stringify(eventPayload ?? null));
  const request = { headers, body };
  const kind = ingress.kind(request);
  const externalId = ingress.externalId(request) ?? digestOf(body);
  if (!kind || kind.length > MAX_WORD || externalId.length > MAX_WORD) {
    counters.rejected('events', 'invalid', 1);
    logger.debug(`An event for ${source} without an event name was dropped`);
    return;
  }
  const kept = Object.entries(headers).filter(([name]) =>
    ingress.headers.includes(name),
  );
  await ingest.accept({
    source,
    kind,
    sender: null,
    externalId,
    headers: Object.fromEntries(kept),
    body,
    receivedAt: now(),
  });
  counters.accepted('events', 1);
}

function readHeaders(
  metadata: NonNullable<EventParams['metadata']>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata).flatMap(([name, value]) => {
      const first = Array.isArray(value) ? value[0] : value;
      return first === undefined ? [] : [[name.toLowerCase(), first]];
    }),
  );
}

import type { Config } from '@backstage/config';
import {
  AuthenticationError,
  InputError,
  NotFoundError,
  isError,
} from '@backstage/errors';
import type { Accepted } from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  ReceivedRequest,
  WebhookIngress,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Request, RequestHandler } from 'express';
import { digestOf } from './ingestDoor';
import { requireJson } from './mediaType';
import type { RateLimit } from './rateLimit';
import type { DoorOptions } from './ReceiveOptions';
import { TooManyRequestsError } from './refusals';
import { traceHeader } from './traceHeader';

/** Longest event name and delivery id: they come from headers, which no signature covers. */
const MAX_HEADER_WORD = 255;

interface Instance {
  readonly ingress: WebhookIngress;
  readonly section: Config;
}

/**
 * `POST /webhooks/{source}`: a system's own payload, proved by its own signature over the raw bytes. Only proved
 * requests count towards the rate limit: many systems never repeat a refused delivery, so a stranger must not be able
 * to use up their share.
 */
export function createWebhookDoor(
  options: DoorOptions & { readonly requests: RateLimit },
): RequestHandler {
  const { ingest, readBody, requests, counters, now } = options;
  const instances = readInstances(options);
  return async (req, res) => {
    const source = req.params.source;
    const instance = instances.get(source);
    if (!instance) {
      throw new NotFoundError(
        'No such webhook source is configured in qualityGates.sources',
      );
    }
    requireJson(req, 'choose application/json in the settings of the webhook');
    const received = {
      headers: readHeaders(req),
      body: await readBody(req, res),
      receivedAt: now(),
    };
    await verify(instance, received);
    requireSlow(requests, source);
    const { ingress } = instance;
    // A re-used delivery id with another body is no conflict here: the first is kept, as its sender cannot do better.
    const { deliveryId, duplicate } = await ingest.accept({
      source,
      kind: bounded(ingress.kind(received)) ?? 'unknown',
      sender: null,
      externalId:
        bounded(ingress.externalId(received)) ?? digestOf(received.body),
      headers: {
        ...traceHeader(received.headers),
        ...keepHeaders(ingress, received),
      },
      body: received.body,
      receivedAt: received.receivedAt,
    });
    counters.accepted('webhooks', 1);
    const answer: Accepted = { deliveryId, duplicate };
    res.status(202).json(answer);
  };
}

/** Configured instances whose type takes webhooks. */
function readInstances(options: DoorOptions): ReadonlyMap<string, Instance> {
  const { config, rootConfig, sources } = options;
  const instances = new Map<string, Instance>();
  for (const [id, { type }] of Object.entries(config.sources)) {
    const ingress = sources
      .find(source => source.id === type)
      ?.ingress.find(candidate => candidate.type === 'webhook');
    if (ingress) {
      const section = rootConfig.getConfig(`qualityGates.sources.${id}`);
      instances.set(id, { ingress, section });
    }
  }
  return instances;
}

async function verify(instance: Instance, request: ReceivedRequest) {
  let proved: boolean;
  try {
    proved = await instance.ingress.verify(request, instance.section);
  } catch (error) {
    // Nothing to prove with is configured: to the sender a closed door, not a mistake in its request.
    if (!isError(error) || error.name !== 'InputError') throw error;
    throw new AuthenticationError(error.message);
  }
  if (!proved) {
    throw new AuthenticationError(
      'The signature is missing or does not fit the body and the configured secrets',
    );
  }
}

function requireSlow(requests: RateLimit, source: string) {
  const wait = requests.take(source);
  if (wait > 0) {
    throw new TooManyRequestsError(
      `Too many webhooks of "${source}" (qualityGates.ingest.requestsPerSecond)`,
      wait,
    );
  }
}

function readHeaders(req: Request): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(req.headers)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) headers[name] = first;
  }
  return headers;
}

function keepHeaders(ingress: WebhookIngress, request: ReceivedRequest) {
  return Object.fromEntries(
    Object.entries(request.headers).filter(([name]) =>
      ingress.headers.includes(name),
    ),
  );
}

function bounded(word: string | undefined): string | undefined {
  if (word !== undefined && word.length > MAX_HEADER_WORD) {
    throw new InputError(
      `Event name and delivery id must have at most ${MAX_HEADER_WORD} characters`,
    );
  }
  return word || undefined;
}

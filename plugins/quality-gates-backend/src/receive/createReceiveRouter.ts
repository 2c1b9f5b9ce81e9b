import type { ErrorRequestHandler } from 'express';
import Router from 'express-promise-router';
import { maxBodyBytes } from '../config';
import { createDeliveryDoor } from './deliveryDoor';
import { createFileDoor } from './fileDoor';
import { createIngestDoor } from './ingestDoor';
import { createOtlpRouter } from './otlp/createOtlpRouter';
import { createProveSender } from './proveSender';
import { createRateLimit } from './rateLimit';
import { createBodyReader } from './readBody';
import type { DoorOptions, ReceiveOptions } from './ReceiveOptions';
import { refusalOf } from './refusals';
import { refuseMethod } from './refuseMethod';
import { Turnstile } from './Turnstile';
import { createWebhookDoor } from './webhookDoor';

/**
 * Paths whose auth policy must be `unauthenticated`, because Backstage knows neither our tokens nor signatures; each
 * door demands its own proof. Policies match path prefixes: no page for people may live below them, and a route added
 * below `/deliveries/:id` must ask `httpAuth.credentials` with an `allow` list itself.
 */
export const unauthenticatedPaths = [
  '/otlp',
  '/webhooks',
  '/ingest',
  '/deliveries/:id',
] as const;

const MIB = 1024 * 1024;
/** All requests together may hold four of the largest bodies, or this. */
const MIN_HELD_BYTES = 256 * MIB;
/**
 * OTLP requests that are read at one time in a thread, the portal's own among them: one at a time, the others at hand.
 * More are no faster: measured, four are as fast as eight, and 1,000 requests at once take 50 MiB less.
 */
const MOST_READ = 4;
/** How those beyond wait for their turn. */
const LINE = { mostWaiting: 2_000, deadlineMs: 2_000 };
/** Wrong proofs of one address: enough for a misconfigured fleet, too few to guess a token. */
const FAILURES = { perSecond: 20, burst: 200 };

/**
 * The doors: bytes in, a delivery or spans to {@link ReceiveOptions.ingest}, an answer once they are durable. Mount it
 * before any body parser: signatures and delivery keys need the bytes as sent.
 */
export function createReceiveRouter(options: ReceiveOptions) {
  const { config, httpAuth, now } = options;
  const { tokens, requestsPerSecond, threads } = config.ingest;
  const createRequestLimit = () =>
    createRateLimit({
      perSecond: requestsPerSecond,
      burst: 2 * requestsPerSecond,
      now,
    });
  const maxBytes = maxBodyBytes(config);
  const doors: DoorOptions = {
    ...options,
    proveSender: createProveSender({
      tokens,
      httpAuth,
      requests: createRequestLimit(),
      failures: createRateLimit({ ...FAILURES, now }),
    }),
    decoding: new Turnstile({ ...LINE, mostInside: MOST_READ * (1 + threads) }),
    ...createBodyReader({
      maxBytes,
      maxHeldBytes: Math.max(MIN_HELD_BYTES, 4 * maxBytes),
    }),
  };

  const router = Router();
  router.use('/otlp', createOtlpRouter(doors));
  router
    .route('/webhooks/:source')
    .post(createWebhookDoor({ ...doors, requests: createRequestLimit() }))
    .all(refuseMethod);
  router.route('/ingest/:door').post(createIngestDoor(doors)).all(refuseMethod);
  router
    .route('/ingest/files/:format')
    .post(createFileDoor(doors))
    .all(refuseMethod);
  router.get('/deliveries/:id', createDeliveryDoor(options));
  router.use('/webhooks', createRefusalHandler('webhooks', options));
  router.use('/ingest', createRefusalHandler('ingest', options));
  return router;
}

/** Counts a refusal, says when to come again, and leaves the answer to Backstage's error middleware. */
function createRefusalHandler(
  kind: string,
  { counters }: ReceiveOptions,
): ErrorRequestHandler {
  return (error, _req, res, next) => {
    const { reason, retryAfterSeconds } = refusalOf(error);
    counters.rejected(kind, reason, 1);
    if (retryAfterSeconds && !res.headersSent) {
      res.setHeader('Retry-After', retryAfterSeconds);
    }
    next(error);
  };
}

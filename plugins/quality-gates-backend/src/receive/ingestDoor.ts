import { createHash } from 'node:crypto';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  ingestSchemas,
  type Accepted,
  type IngestDoor,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Request, RequestHandler } from 'express';
import { requireJson } from './mediaType';
import type { DoorOptions } from './ReceiveOptions';
import { traceHeader } from './traceHeader';
import { validateBody, type CheckedObject } from './validateBody';
import type { Sender } from './proveSender';

const MAX_KEY_LENGTH = 255;

/**
 * `POST /ingest/{door}`: plain JSON, for everything that can run `curl`. One request is one delivery; a wrong field
 * refuses all of it while the sender still listens. The delivery key is (token, door, `Idempotency-Key` or the body's
 * digest), so that a repeated request is recognised and a re-used key is told.
 */
export function createIngestDoor(options: DoorOptions): RequestHandler {
  const { ingest, proveSender, readBody, counters, now } = options;
  return async (req, res) => {
    const door = readDoor(req);
    const sender = await proveSender(req, door);
    requireJson(req, `add -H 'Content-Type: application/json'`);
    const idempotencyKey = readIdempotencyKey(req);
    const body = await readBody(req, res);
    requireAllowed(sender, validateBody(door, body));

    const { deliveryId, duplicate, sameBody } = await ingest.accept({
      source: `plain/${sender.name}`,
      kind: door,
      sender: sender.name,
      externalId: `${door}:${idempotencyKey ?? digestOf(body)}`,
      headers: traceHeader({ traceparent: req.get('traceparent') ?? '' }),
      body,
      receivedAt: now(),
    });
    requireSameBody({ duplicate, sameBody });
    counters.accepted('ingest', 1);
    const answer: Accepted = { deliveryId, duplicate };
    res.status(202).json(answer);
  };
}

/** Throws ConflictError for a key that was used for another body. */
export function requireSameBody(accepted: {
  readonly duplicate: boolean;
  readonly sameBody: boolean;
}): void {
  if (accepted.duplicate && !accepted.sameBody) {
    throw new ConflictError(
      'This Idempotency-Key was used for another body; take a new key for a new message',
    );
  }
}

function readDoor(req: Request): IngestDoor {
  const { door } = req.params;
  if (!Object.hasOwn(ingestSchemas, door)) {
    throw new NotFoundError(
      `There is no such door; doors are ${Object.keys(ingestSchemas).join(
        ', ',
      )}`,
    );
  }
  return door as IngestDoor;
}

/** The sender's own name for a message; undefined for none. Throws InputError for one that is too long. */
export function readIdempotencyKey(req: Request): string | undefined {
  const key = req.get('idempotency-key')?.trim();
  if (key && key.length > MAX_KEY_LENGTH) {
    throw new InputError(
      `Idempotency-Key must have at most ${MAX_KEY_LENGTH} characters`,
    );
  }
  return key || undefined;
}

function requireAllowed(sender: Sender, objects: readonly CheckedObject[]) {
  for (const { place, entityRef } of objects) {
    if (entityRef !== undefined && !sender.mayReportFor(entityRef)) {
      throw new NotAllowedError(
        `${place}entityRef: token "${sender.name}" may not report for this entity (its "entities")`,
      );
    }
  }
}

/** SHA-256 of a body, hex: the external id of a delivery that has none. */
export function digestOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

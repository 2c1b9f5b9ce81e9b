import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { Accepted } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  FILE_QUERY_HEADER,
  readFileQuery,
  type FileIngress,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Request, RequestHandler } from 'express';
import { PayloadTooLargeError } from '../otlp/PayloadTooLargeError';
import { digestOf, readIdempotencyKey, requireSameBody } from './ingestDoor';
import { mediaTypeOf } from './mediaType';
import type { DoorOptions } from './ReceiveOptions';
import { UnsupportedMediaTypeError } from './refusals';
import { traceHeader } from './traceHeader';

/**
 * Largest file. It is parsed in one go, and nothing else happens meanwhile: 16 MiB of JUnit with nothing but test cases,
 * 150,000 of them, take about 0.9 s on one core.
 */
const MOST_BYTES = 16 * 1024 * 1024;

/** What a format's content types look like, and how a message names them. */
const MEDIA: Readonly<
  Record<FileIngress['accepts'][number], { pattern: RegExp; name: string }>
> = {
  json: {
    pattern: /^application\/(?:[\w.-]+\+)?json$/,
    name: 'application/json',
  },
  xml: {
    pattern: /^(?:application\/(?:[\w.-]+\+)?xml|text\/xml)$/,
    name: 'application/xml',
  },
  text: { pattern: /^text\/plain$/, name: 'text/plain' },
  ndjson: {
    pattern: /^application\/(?:x-)?(?:ndjson|jsonl)$/,
    name: 'application/x-ndjson',
  },
};

/**
 * `POST /ingest/files/{format}`: a file as its tool wrote it. The query says what it is about; it is kept with the
 * delivery and is part of its key, because the same file may be reported for another commit.
 */
export function createFileDoor(options: DoorOptions): RequestHandler {
  const { ingest, proveSender, readBody, counters, now } = options;
  const formats = readFormats(options);
  return async (req, res) => {
    const sender = await proveSender(req, 'files');
    const ingress = formats.get(req.params.format);
    if (!ingress) {
      const known = [...formats.keys()].join(', ');
      throw new NotFoundError(`There is no such format; formats are ${known}`);
    }
    requireMediaType(req, ingress);
    const { entityRef } = readFileQuery(req.query);
    if (entityRef !== undefined && !sender.mayReportFor(entityRef)) {
      throw new NotAllowedError(
        `query entityRef: token "${sender.name}" may not report for this entity (its "entities")`,
      );
    }
    const query = canonicalQuery(req.query as Record<string, string>);
    const idempotencyKey = readIdempotencyKey(req);
    const body = await readBody(req, res);
    if (body.length > MOST_BYTES) {
      throw new PayloadTooLargeError(
        `The file is larger than ${MOST_BYTES} bytes; send it in parts`,
      );
    }
    const kind = `files/${ingress.format}`;
    const { deliveryId, duplicate, sameBody } = await ingest.accept({
      source: `plain/${sender.name}`,
      kind,
      sender: sender.name,
      externalId: `${kind}:${digestOf(Buffer.from(query))}:${
        idempotencyKey ?? digestOf(body)
      }`,
      headers: {
        ...traceHeader({ traceparent: req.get('traceparent') ?? '' }),
        [FILE_QUERY_HEADER]: query,
      },
      body,
      receivedAt: now(),
    });
    requireSameBody({ duplicate, sameBody });
    counters.accepted('ingest', 1);
    const answer: Accepted = { deliveryId, duplicate };
    res.status(202).json(answer);
  };
}

function readFormats({ sources }: DoorOptions): Map<string, FileIngress> {
  return new Map(
    sources
      .flatMap(({ ingress }) => ingress)
      .filter((one): one is FileIngress => one.type === 'file')
      .map(one => [one.format, one]),
  );
}

function requireMediaType(req: Request, { accepts, format }: FileIngress) {
  const type = mediaTypeOf(req);
  if (accepts.some(media => MEDIA[media].pattern.test(type))) return;
  const names = accepts.map(media => MEDIA[media].name).join(' or ');
  throw new UnsupportedMediaTypeError(
    `Content-Type of ${format} must be ${names}: add -H 'Content-Type: ${
      MEDIA[accepts[0]].name
    }'`,
  );
}

/** Parameters by name: their order says nothing. */
function canonicalQuery(query: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
  return new URLSearchParams(sorted).toString();
}

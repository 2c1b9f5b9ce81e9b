import { NotFoundError } from '@backstage/errors';
import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import Router from 'express-promise-router';
import { mediaTypeOf } from '../mediaType';
import type { DoorOptions } from '../ReceiveOptions';
import { UnsupportedMediaTypeError, refusalOf } from '../refusals';
import { refuseMethod } from '../refuseMethod';
import { countItems, type CountedSignal } from './countItems';
import { decodeTracesJson } from './decodeTracesJson';
import { decodeTracesProtobuf } from './decodeTracesProtobuf';
import {
  encodingOf,
  sendExportResponse,
  sendStatus,
  type OtlpEncoding,
} from './otlpResponse';

/**
 * `/otlp`: an OTLP/HTTP receiver, so that an exporter needs nothing but its endpoint set to `…/otlp`. The rules are
 * those of opentelemetry-proto's specification.md, section OTLP/HTTP; the two that cost data when forgotten: whatever
 * may be repeated answers 429 or 503 with Retry-After (a 500 is never sent again), and a refused span is told in a
 * partial success while the rest of the request is kept.
 */
export function createOtlpRouter(options: DoorOptions) {
  const router = Router();
  router.route('/v1/traces').post(createTracesDoor(options)).all(refuseMethod);
  for (const signal of ['metrics', 'logs'] as const) {
    router
      .route(`/v1/${signal}`)
      .post(createCountingDoor(signal, options))
      .all(refuseMethod);
  }
  router.use(() => {
    throw new NotFoundError(
      'OTLP is received at /otlp/v1/traces, /otlp/v1/metrics and /otlp/v1/logs',
    );
  });
  router.use(createStatusHandler(options));
  return router;
}

function createTracesDoor(options: DoorOptions): RequestHandler {
  const { proveSender, readBody, ingest, counters } = options;
  return async (req, res) => {
    const sender = await proveSender(req, 'otlp');
    const encoding = requireEncoding(req);
    const body = await readBody(req, res);
    const { spans, rejectedSpans, message } =
      encoding === 'json' ? decodeTracesJson(body) : decodeTracesProtobuf(body);
    if (spans.length > 0) {
      await ingest.acceptTraces({ spans, sender: sender.name });
    }
    counters.accepted('traces', spans.length);
    if (rejectedSpans > 0)
      counters.rejected('traces', 'invalid', rejectedSpans);
    const answer = { encoding, rejected: rejectedSpans, message };
    sendExportResponse(res, { signal: 'traces', ...answer });
  };
}

/** Metrics and logs: counted, dropped, and said so, because a silent 200 would look like stored. */
function createCountingDoor(
  signal: CountedSignal,
  options: DoorOptions,
): RequestHandler {
  const { proveSender, readBody, counters } = options;
  return async (req, res) => {
    await proveSender(req, 'otlp');
    const encoding = requireEncoding(req);
    const items = countItems(signal, encoding, await readBody(req, res));
    if (items > 0) counters.rejected(signal, 'dropped', items);
    const noun = signal === 'metrics' ? 'data points' : 'log records';
    const message =
      items > 0
        ? `${items} ${noun} were counted and dropped: Quality Gates stores traces only`
        : '';
    sendExportResponse(res, { signal, encoding, rejected: 0, message });
  };
}

function requireEncoding(req: Request): OtlpEncoding {
  const encoding = encodingOf(mediaTypeOf(req));
  if (encoding) return encoding;
  throw new UnsupportedMediaTypeError(
    'Content-Type must be application/x-protobuf or application/json',
  );
}

/** Every refusal below /otlp is a google.rpc.Status; Backstage's own JSON errors are for the other doors. */
function createStatusHandler(options: DoorOptions): ErrorRequestHandler {
  const { counters, logger } = options;
  return (error, req, res, next) => {
    const refusal = refusalOf(error);
    const signal = req.path.split('/').pop() ?? '';
    counters.rejected(
      ['traces', 'metrics', 'logs'].includes(signal) ? signal : 'otlp',
      refusal.reason,
      1,
    );
    if (refusal.status === 500) {
      logger.error(`OTLP request failed: ${req.method} ${req.path}`, error);
    }
    if (res.headersSent) next(error);
    else sendStatus(res, encodingOf(mediaTypeOf(req)) ?? 'json', refusal);
  };
}

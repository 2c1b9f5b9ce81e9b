import { NotFoundError } from '@backstage/errors';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import Router from 'express-promise-router';
import { mediaTypeOf } from '../mediaType';
import type { DoorOptions } from '../ReceiveOptions';
import { refusalOf } from '../refusals';
import { refuseMethod } from '../refuseMethod';
import { countDataPoints } from './countDataPoints';
import { createLogsDoor } from './createLogsDoor';
import { encodingOf, sendExportResponse, sendStatus } from './otlpResponse';
import { requireEncoding } from './requireEncoding';

/**
 * `/otlp`: an OTLP/HTTP receiver, so that an exporter needs nothing but its endpoint set to `…/otlp`. The rules are
 * those of opentelemetry-proto's specification.md, section OTLP/HTTP; the two that cost data when forgotten: whatever
 * may be repeated answers 429 or 503 with Retry-After (a 500 is never sent again), and a refused span is told in a
 * partial success while the rest of the request is kept.
 */
export function createOtlpRouter(options: DoorOptions) {
  const router = Router();
  router.route('/v1/traces').post(createTracesDoor(options)).all(refuseMethod);
  router.route('/v1/logs').post(createLogsDoor(options)).all(refuseMethod);
  router
    .route('/v1/metrics')
    .post(createMetricsDoor(options))
    .all(refuseMethod);
  router.use(() => {
    throw new NotFoundError(
      'OTLP is received at /otlp/v1/traces, /otlp/v1/metrics and /otlp/v1/logs',
    );
  });
  router.use(createStatusHandler(options));
  return router;
}

function createTracesDoor(options: DoorOptions): RequestHandler {
  const { proveSender, receiveBody, decoding, readTraces, ingest, counters } =
    options;
  return async (req, res) => {
    const sender = await proveSender(req, 'otlp');
    const encoding = requireEncoding(req);
    const { gzip, bytes } = await receiveBody(req, res);
    const { segments, spans, rejectedSpans, message } = await decoding.pass(
      () => {
        ingest.assertRoomForTraces();
        const sent = { gzip, encoding, sender: sender.name };
        return readTraces({ ...sent, body: bytes() });
      },
    );
    if (segments.length > 0) await ingest.acceptTraces(segments);
    counters.accepted('traces', spans);
    if (rejectedSpans > 0)
      counters.rejected('traces', 'invalid', rejectedSpans);
    const answer = { encoding, rejected: rejectedSpans, message };
    sendExportResponse(res, { signal: 'traces', ...answer });
  };
}

/** Metrics: counted, dropped, and said so, because a silent 200 would look like stored. */
function createMetricsDoor(options: DoorOptions): RequestHandler {
  const { proveSender, receiveBody, decoding, counters } = options;
  return async (req, res) => {
    await proveSender(req, 'otlp');
    const encoding = requireEncoding(req);
    const sent = await receiveBody(req, res);
    const points = await decoding.pass(async () =>
      countDataPoints(encoding, await sent.unpack()),
    );
    if (points > 0) counters.rejected('metrics', 'dropped', points);
    const message =
      points > 0
        ? `${points} data points were counted and dropped: Quality Gates stores traces and logs only`
        : '';
    const answer = { encoding, rejected: 0, message };
    sendExportResponse(res, { signal: 'metrics', ...answer });
  };
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

import type { RequestHandler } from 'express';
import type { DoorOptions } from '../ReceiveOptions';
import { createLogMask, type MaskLines } from './createLogMask';
import { decodeLogsJson } from './decodeLogsJson';
import { decodeLogsProtobuf } from './decodeLogsProtobuf';
import type { LogCollector, PrintedLines } from './LogCollector';
import { sendExportResponse } from './otlpResponse';
import { requireEncoding } from './requireEncoding';

/** How long the masks of one request may take together; they hold up the process. */
const MASKING_MS = 500;

/**
 * `POST /otlp/v1/logs`: the last lines of each job and step, masked before anybody keeps them. Records of no span, and
 * those of traces that are neither known nor of a pipeline by their own words, are counted, dropped, and said so.
 */
export function createLogsDoor(options: DoorOptions): RequestHandler {
  const { proveSender, receiveBody, decoding, ingest, counters, config } =
    options;
  const maskLines = createLogMask(config.logs.mask);
  return async (req, res) => {
    await proveSender(req, 'otlp');
    const encoding = requireEncoding(req);
    const decode = encoding === 'json' ? decodeLogsJson : decodeLogsProtobuf;
    const sent = await receiveBody(req, res);
    const collector = await decoding.pass(async () =>
      decode(await sent.unpack()),
    );
    const printed = collector.printed;
    const masked = maskAll(printed, maskLines);
    const unknown =
      masked.length > 0 ? await ingest.acceptLogs(masked) : new Set<string>();
    const kept = masked.filter(
      ({ traceId, ofPipeline }) => ofPipeline || !unknown.has(traceId),
    );
    const accepted = countRecords(kept);
    const dropped = collector.records - accepted;
    if (accepted > 0) counters.accepted('logs', accepted);
    if (dropped > 0) counters.rejected('logs', 'dropped', dropped);
    const message = explain(collector, { printed, masked, kept });
    sendExportResponse(res, { signal: 'logs', encoding, rejected: 0, message });
  };
}

function maskAll(
  printed: readonly PrintedLines[],
  maskLines: MaskLines,
): PrintedLines[] {
  const deadline = performance.now() + MASKING_MS;
  return printed.flatMap(one => {
    if (performance.now() > deadline) return [];
    const texts = maskLines(one.lines.map(({ text }) => text));
    if (!texts) return [];
    const lines = one.lines.map((line, at) => ({ ...line, text: texts[at] }));
    return [{ ...one, lines }];
  });
}

function countRecords(printed: readonly PrintedLines[]): number {
  return printed.reduce((sum, { records }) => sum + records, 0);
}

function explain(
  collector: LogCollector,
  steps: Record<'printed' | 'masked' | 'kept', readonly PrintedLines[]>,
): string {
  const printed = countRecords(steps.printed);
  const masked = countRecords(steps.masked);
  return [
    [collector.records - printed, 'have no trace and span id'],
    [printed - masked, 'could not be masked in time (qualityGates.logs.mask)'],
    [
      masked - countRecords(steps.kept),
      'belong to no known trace and have no attribute of a pipeline',
    ],
  ]
    .filter(([records]) => records !== 0)
    .map(([records, why]) => `${records} log records were dropped: they ${why}`)
    .join('; ');
}

import {
  newBag,
  readAnyValue,
  readKeyValue,
  readResource,
  readScope,
} from './decodeCommon';
import { areOfPipeline, LogCollector, newRecord } from './LogCollector';
import { BYTES, FIXED64, WireReader } from './WireReader';

/**
 * The records of an `ExportLogsServiceRequest`: opentelemetry-proto's `logs.proto`, see decodeTracesProtobuf. Throws
 * InputError for bytes that are no such message and PayloadTooLargeError past the bounds of a request.
 */
export function decodeLogsProtobuf(body: Uint8Array): LogCollector {
  const collector = new LogCollector();
  const reader = new WireReader(body);
  const end = reader.length;
  while (reader.at < end) {
    const tag = reader.tag();
    if (tag === ((1 << 3) | BYTES)) readResourceLogs(reader, collector, end);
    else reader.skip(tag, end);
  }
  reader.finish(end);
  return collector;
}

function readResourceLogs(
  reader: WireReader,
  collector: LogCollector,
  surroundingEnd: number,
): void {
  collector.spend();
  const start = collector.records;
  const resource = newBag();
  const end = reader.end(surroundingEnd);
  while (reader.at < end) {
    const tag = reader.tag();
    switch (tag) {
      case (1 << 3) | BYTES:
        readResource(reader, collector, end, resource);
        break;
      // As in traces: the name of scopes before OTLP 0.15.
      case (1000 << 3) | BYTES:
      case (2 << 3) | BYTES:
        readScopeLogs(reader, collector, end);
        break;
      default:
        reader.skip(tag, end);
    }
  }
  reader.finish(end);
  collector.setOfPipeline(start, resource.attributes);
}

function readScopeLogs(
  reader: WireReader,
  collector: LogCollector,
  surroundingEnd: number,
): void {
  collector.spend();
  const start = collector.records;
  const scope = { ...newBag(), name: '' };
  const end = reader.end(surroundingEnd);
  while (reader.at < end) {
    const tag = reader.tag();
    switch (tag) {
      case (1 << 3) | BYTES:
        readScope(reader, collector, end, scope);
        break;
      case (2 << 3) | BYTES:
        readLogRecord(reader, collector, end);
        break;
      default:
        reader.skip(tag, end);
    }
  }
  reader.finish(end);
  collector.setOfPipeline(start, scope.attributes);
}

function readLogRecord(
  reader: WireReader,
  collector: LogCollector,
  surroundingEnd: number,
): void {
  collector.spend();
  const record = newRecord();
  const bag = newBag();
  const end = reader.end(surroundingEnd);
  while (reader.at < end) {
    const tag = reader.tag();
    switch (tag) {
      case (1 << 3) | FIXED64:
        record.atMicros = reader.nanosAsMicros();
        break;
      case (5 << 3) | BYTES:
        record.body = readAnyValue(reader, collector, end, 1);
        break;
      case (6 << 3) | BYTES:
        readKeyValue(reader, collector, end, bag, 0);
        break;
      case (9 << 3) | BYTES:
        record.traceId = reader.hex(end);
        break;
      case (10 << 3) | BYTES:
        record.spanId = reader.hex(end);
        break;
      case (11 << 3) | FIXED64:
        record.observedMicros = reader.nanosAsMicros();
        break;
      default:
        reader.skip(tag, end);
    }
  }
  reader.finish(end);
  record.ofPipeline = areOfPipeline(bag.attributes);
  collector.addRecord(record);
}

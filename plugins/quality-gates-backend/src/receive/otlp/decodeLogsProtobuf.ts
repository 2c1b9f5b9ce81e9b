import {
  newBag,
  readAnyValue,
  readKeyValue,
  type Bag,
} from '../../otlp/decodeCommon';
import { decodeEnvelope } from '../../otlp/decodeEnvelope';
import {
  areOfPipeline,
  LogCollector,
  newRecord,
  type RecordDraft,
} from './LogCollector';
import { BYTES, FIXED64, type WireReader } from '../../otlp/WireReader';

/**
 * The records of an `ExportLogsServiceRequest`: opentelemetry-proto's `logs.proto`, see decodeTracesProtobuf. Throws
 * InputError for bytes that are no such message and PayloadTooLargeError past the bounds of a request.
 */
export function decodeLogsProtobuf(body: Uint8Array): LogCollector {
  const collector = new LogCollector();
  decodeEnvelope(body, {
    collector,
    size: () => collector.records,
    readItem: (reader, end) => readLogRecord(reader, end, collector),
    setScope: (start, { attributes }) =>
      collector.setOfPipeline(start, attributes),
    setResource: (start, { attributes }) =>
      collector.setOfPipeline(start, attributes),
  });
  return collector;
}

interface OpenRecord {
  readonly record: RecordDraft;
  readonly bag: Bag;
}

function readLogRecord(
  reader: WireReader,
  surroundingEnd: number,
  collector: LogCollector,
): void {
  collector.spend();
  const record = newRecord();
  const bag = newBag(collector);
  reader.message(surroundingEnd, readLogRecordField, { record, bag });
  record.ofPipeline = areOfPipeline(bag.attributes);
  collector.addRecord(record);
}

function readLogRecordField(
  reader: WireReader,
  tag: number,
  end: number,
  { record, bag }: OpenRecord,
): boolean {
  switch (tag) {
    case (1 << 3) | FIXED64:
      record.atMicros = reader.nanosAsMicros();
      return true;
    case (5 << 3) | BYTES:
      record.body = readAnyValue(reader, bag.collector, end, 1);
      return true;
    case (6 << 3) | BYTES:
      readKeyValue(reader, end, bag);
      return true;
    case (9 << 3) | BYTES:
      record.traceId = reader.hex(end);
      return true;
    case (10 << 3) | BYTES:
      record.spanId = reader.hex(end);
      return true;
    case (11 << 3) | FIXED64:
      record.observedMicros = reader.nanosAsMicros();
      return true;
    default:
      return false;
  }
}

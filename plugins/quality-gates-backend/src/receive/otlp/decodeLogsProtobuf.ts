import {
  newBag,
  readAnyValue,
  readAttributesField,
  readKeyValue,
  readScopeField,
  type Bag,
  type OpenScope,
} from './decodeCommon';
import {
  areOfPipeline,
  LogCollector,
  newRecord,
  type RecordDraft,
} from './LogCollector';
import { BYTES, FIXED64, WireReader } from './WireReader';

/**
 * The records of an `ExportLogsServiceRequest`: opentelemetry-proto's `logs.proto`, see decodeTracesProtobuf. Throws
 * InputError for bytes that are no such message and PayloadTooLargeError past the bounds of a request.
 */
export function decodeLogsProtobuf(body: Uint8Array): LogCollector {
  const collector = new LogCollector();
  const reader = new WireReader(body);
  reader.fields(reader.length, readRequestField, collector);
  return collector;
}

function readRequestField(
  reader: WireReader,
  tag: number,
  end: number,
  collector: LogCollector,
): boolean {
  if (tag !== ((1 << 3) | BYTES)) return false;
  collector.spend();
  const start = collector.records;
  const resource = newBag(collector);
  reader.message(end, readResourceLogsField, resource);
  collector.setOfPipeline(start, resource.attributes);
  return true;
}

function readResourceLogsField(
  reader: WireReader,
  tag: number,
  end: number,
  resource: Bag<LogCollector>,
): boolean {
  switch (tag) {
    case (1 << 3) | BYTES:
      reader.message(end, readAttributesField, resource);
      return true;
    // As in traces: the name of scopes before OTLP 0.15.
    case (1000 << 3) | BYTES:
    case (2 << 3) | BYTES:
      readScopeLogs(reader, end, resource.collector);
      return true;
    default:
      return false;
  }
}

function readScopeLogs(
  reader: WireReader,
  surroundingEnd: number,
  collector: LogCollector,
): void {
  collector.spend();
  const start = collector.records;
  const scope = { bag: newBag(collector), name: '' };
  reader.message(surroundingEnd, readScopeLogsField, scope);
  collector.setOfPipeline(start, scope.bag.attributes);
}

function readScopeLogsField(
  reader: WireReader,
  tag: number,
  end: number,
  scope: OpenScope<LogCollector>,
): boolean {
  switch (tag) {
    case (1 << 3) | BYTES:
      reader.message(end, readScopeField, scope);
      return true;
    case (2 << 3) | BYTES:
      readLogRecord(reader, end, scope.bag.collector);
      return true;
    default:
      return false;
  }
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

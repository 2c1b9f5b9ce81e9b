import { WireType } from '@bufbuild/protobuf/wire';
import {
  ATTRIBUTE,
  newBag,
  readValue,
  RESOURCE,
  SCOPE,
  type Bag,
} from './decodeTracesProtobuf';
import {
  areOfPipeline,
  LogCollector,
  newRecord,
  type RecordDraft,
} from './LogCollector';
import {
  readBody,
  readHex,
  readNanosAsMicros,
  readNested,
  type Fields,
} from './protobufReader';

const { Bit64, LengthDelimited } = WireType;
type Table<TTarget> = Fields<TTarget, LogCollector>;
interface RecordTarget extends Bag {
  readonly record: RecordDraft;
}

const RECORD: Table<RecordTarget> = {
  1: [Bit64, (r, { record }) => (record.atMicros = readNanosAsMicros(r))],
  5: [
    LengthDelimited,
    (r, to, c, end) => (to.record.body = readValue(r, to, c, end)),
  ],
  6: ATTRIBUTE,
  9: [LengthDelimited, (r, { record }) => (record.traceId = readHex(r))],
  10: [LengthDelimited, (r, { record }) => (record.spanId = readHex(r))],
  11: [
    Bit64,
    (r, { record }) => (record.observedMicros = readNanosAsMicros(r)),
  ],
};
const SCOPE_LOGS: Table<Bag & { name: string }> = {
  1: [
    LengthDelimited,
    (r, scope, c, end) => readNested(r, end, SCOPE, scope, c),
  ],
  2: [
    LengthDelimited,
    (r, _, c, end) => {
      c.spend();
      const record = newRecord();
      const { attributes } = readNested(
        r,
        end,
        RECORD,
        { ...newBag(), record },
        c,
      );
      record.ofPipeline = areOfPipeline(attributes);
      c.addRecord(record);
    },
  ],
};
const readScopeLogs: Table<Bag>[number] = [
  LengthDelimited,
  (r, _, c, end) => {
    c.spend();
    const start = c.records;
    const scope = readNested(r, end, SCOPE_LOGS, { ...newBag(), name: '' }, c);
    c.setOfPipeline(start, scope.attributes);
  },
];
const RESOURCE_LOGS: Table<Bag> = {
  1: [
    LengthDelimited,
    (r, resource, c, end) => readNested(r, end, RESOURCE, resource, c),
  ],
  2: readScopeLogs,
  // As in traces: the name of scopes before OTLP 0.15.
  1000: readScopeLogs,
};
const REQUEST: Table<undefined> = {
  1: [
    LengthDelimited,
    (r, _, c, end) => {
      c.spend();
      const start = c.records;
      const resource = readNested(r, end, RESOURCE_LOGS, newBag(), c);
      c.setOfPipeline(start, resource.attributes);
    },
  ],
};

/**
 * The records of an `ExportLogsServiceRequest`: opentelemetry-proto's `logs.proto`, see decodeTracesProtobuf. Throws
 * InputError for bytes that are no such message and PayloadTooLargeError past the bounds of a request.
 */
export function decodeLogsProtobuf(body: Uint8Array): LogCollector {
  const collector = new LogCollector();
  readBody(body, REQUEST, undefined, collector);
  return collector;
}

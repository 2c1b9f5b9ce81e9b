import { Root, parse, type Type } from 'protobufjs';

/** The messages a trace request consists of, as an independent encoder needs them. */
const PROTO = `
syntax = "proto3";
message Request { repeated ResourceSpans resource_spans = 1; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; string schema_url = 3; }
message Resource { repeated KeyValue attributes = 1; uint32 dropped_attributes_count = 2; }
message ScopeSpans { Scope scope = 1; repeated Span spans = 2; string schema_url = 3; }
message Scope { string name = 1; string version = 2; repeated KeyValue attributes = 3; }
message KeyValue { string key = 1; AnyValue value = 2; }
message AnyValue {
  oneof value {
    string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4;
    ArrayValue array_value = 5; KeyValueList kvlist_value = 6; bytes bytes_value = 7;
  }
}
message ArrayValue { repeated AnyValue values = 1; }
message KeyValueList { repeated KeyValue values = 1; }
message Span {
  bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; bytes parent_span_id = 4; string name = 5;
  int32 kind = 6; fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8;
  repeated KeyValue attributes = 9; uint32 dropped_attributes_count = 10;
  repeated Event events = 11; repeated Link links = 13; Status status = 15; fixed32 flags = 16;
}
message Event { fixed64 time_unix_nano = 1; string name = 2; repeated KeyValue attributes = 3; }
message Link { bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; repeated KeyValue attributes = 4; }
message Status { string message = 2; int32 code = 3; }
`;

/** `ExportTraceServiceRequest` in protobufjs. */
export function createTraceSchema(): Type {
  return parse(PROTO, new Root()).root.lookupType('Request');
}

const IDS = new Set(['traceId', 'spanId', 'parentSpanId']);

/**
 * The bytes of a request given as OTLP/JSON would write it (lowerCamelCase, ids in hex, 64-bit integers as text).
 */
export function encodeTraces(schema: Type, request: object): Buffer {
  const message = JSON.parse(JSON.stringify(request), (key, value) => {
    if (IDS.has(key)) return Buffer.from(value, 'hex').toString('base64');
    if (key === 'doubleValue') return Number(value);
    return value;
  });
  return Buffer.from(schema.encode(schema.fromObject(message)).finish());
}

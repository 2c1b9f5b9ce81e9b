import { parseJson } from '../../otlp/parseJson';
import { readAttributes, readValue } from '../../otlp/decodeTracesJson';
import {
  readArray,
  readField,
  readHexId,
  readNanosAsMicros,
  readObject,
  type JsonObject,
} from '../../otlp/jsonReader';
import { areOfPipeline, LogCollector, newRecord } from './LogCollector';

/**
 * The records of an OTLP/JSON `ExportLogsServiceRequest`, as lenient as decodeTracesJson. Throws InputError with the
 * path's last key for a value of the wrong type, PayloadTooLargeError past the bounds of a request.
 */
export function decodeLogsJson(body: Uint8Array): LogCollector {
  const collector = new LogCollector();
  const request = readObject(parseJson(body), 'body');
  for (const item of readArray(request, 'resourceLogs')) {
    collector.spend();
    const start = collector.records;
    const resourceLogs = readObject(item, 'resourceLogs');
    readScopes(resourceLogs, collector);
    const resource = readObject(
      readField(resourceLogs, 'resource'),
      'resource',
    );
    collector.setOfPipeline(start, readAttributes(resource, collector));
  }
  return collector;
}

function readScopes(resourceLogs: JsonObject, collector: LogCollector): void {
  const names = [
    ['scopeLogs', 'scope'],
    ['instrumentationLibraryLogs', 'instrumentationLibrary'],
  ];
  for (const [listName, scopeName] of names) {
    for (const item of readArray(resourceLogs, listName)) {
      collector.spend();
      const start = collector.records;
      const scopeLogs = readObject(item, listName);
      for (const record of readArray(scopeLogs, 'logRecords')) {
        collector.spend();
        readRecord(readObject(record, 'logRecords'), collector);
      }
      const scope = readObject(readField(scopeLogs, scopeName), scopeName);
      collector.setOfPipeline(start, readAttributes(scope, collector));
    }
  }
}

function readRecord(from: JsonObject, collector: LogCollector): void {
  const record = newRecord();
  record.traceId = readHexId(from, 'traceId');
  record.spanId = readHexId(from, 'spanId');
  record.atMicros = readNanosAsMicros(from, 'timeUnixNano');
  record.observedMicros = readNanosAsMicros(from, 'observedTimeUnixNano');
  const body = readField(from, 'body');
  if (body !== undefined) record.body = readValue(body, collector, 1);
  record.ofPipeline = areOfPipeline(readAttributes(from, collector));
  collector.addRecord(record);
}

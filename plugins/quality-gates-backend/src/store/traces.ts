/**
 * Spans are kept as they came: one packed blob for the spans of one trace in one request. A row a span would cost
 * eight times the bytes (docs/adr/005), and nobody asks for one span.
 */
import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import { decodeTracesProtobuf } from '../otlp/decodeTracesProtobuf';
import { unpack } from './codec';
import { dialectOf, queryRows, type DatabaseRow, type Value } from './dialect';
import { cleanReading } from './packSegment';
import {
  eachSlice,
  groupRows,
  insertRows,
  selectByKeys,
  sortRows,
  type NewRow,
} from './rows';
import type {
  TraceReading,
  TraceSegment,
  TraceUnderstanding,
  WholeTrace,
} from './TraceStore';
import { joinSegments, MOST_SPANS } from './wholeTrace';

/** How much one transaction takes, so that SQLite does not hold up the process for long. */
const SPANS_PER_SLICE = 4_000;
const TRACES_PER_SLICE = 200;

/** The segments of some traces, for one transaction. */
export interface TraceSlice {
  readonly traceIds: readonly string[];
  readonly segments: readonly TraceSegment[];
}

/** Cuts segments into what one transaction takes. A trace is in one slice only. */
export function sliceTraces(segments: readonly TraceSegment[]): TraceSlice[] {
  const byTrace = groupRows(segments, segment => segment.traceId);
  return cut([...byTrace.keys()].sort(), byTrace).map(traceIds => ({
    traceIds,
    segments: traceIds.flatMap(traceId => byTrace.get(traceId)!),
  }));
}

function cut(
  traceIds: readonly string[],
  byTrace: ReadonlyMap<string, readonly TraceSegment[]>,
): string[][] {
  const result: string[][] = [];
  let spans = Infinity;
  for (const traceId of traceIds) {
    const own = byTrace
      .get(traceId)!
      .reduce((sum, { spanCount }) => sum + spanCount, 0);
    const current = result.at(-1);
    const full = !current || current.length >= TRACES_PER_SLICE;
    if (full || spans + own > SPANS_PER_SLICE) {
      result.push([traceId]);
      spans = own;
    } else {
      current.push(traceId);
      spans += own;
    }
  }
  return result;
}

const KEY = ['trace_id', 'bucket_day', 'content_hash'];

function toRow(segment: TraceSegment): NewRow {
  const { buffer, byteOffset, length } = segment.bytes;
  return {
    trace_id: segment.traceId,
    bucket_day: segment.bucketDay,
    content_hash: segment.contentHash,
    sender: segment.sender,
    span_count: segment.spanCount,
    codec: segment.codec,
    spans: Buffer.from(buffer as ArrayBuffer, byteOffset, length),
  };
}

/**
 * Keeps segments and reads the traces they belong to, as a whole. Whoever writes to a trace takes its lock first, so the
 * last one sees everything.
 */
export async function appendSegments(
  tx: Knex,
  { traceIds, segments }: TraceSlice,
  { readTrace }: TraceUnderstanding,
): Promise<TraceReading[]> {
  await lockTraces(tx, traceIds);
  const rows = sortRows(segments.map(toRow), KEY);
  await insertRows(tx, { table: 'trace_segment', key: KEY, rows, update: [] });
  const inParts = await listTracesInParts(tx, traceIds);
  // Of the others there is one segment, which is the one just given, however often.
  const whole = new Map(segments.map(one => [one.traceId, one.reading]));
  for (const traceId of inParts) whole.delete(traceId);
  const traces = await readTraces(tx, inParts);
  const others = traces.map(trace => cleanReading(readTrace(trace)));
  return [...whole.values(), ...others];
}

/** Those of the traces of which there are several segments: few, and told by the index alone. */
async function listTracesInParts(
  tx: Knex,
  traceIds: readonly string[],
): Promise<string[]> {
  const found = await eachSlice(traceIds, slice => {
    const among = dialectOf(tx).oneOf('trace_id', slice);
    return queryRows(
      tx,
      `select trace_id from trace_segment where ${among.sql}
       group by trace_id having count(*) > 1 order by trace_id`,
      among.bindings,
    );
  });
  return found.map(row => row.trace_id as string);
}

/** Takes the locks of traces until the end of the transaction. */
export async function lockTraces(
  tx: Knex,
  traceIds: readonly string[],
): Promise<void> {
  await dialectOf(tx).lockNames(tx, traceIds);
}

/** See {@link Store.readTraces}. */
export async function readTraces(
  tx: Knex,
  traceIds: readonly string[],
): Promise<WholeTrace[]> {
  return readSegments(tx, await listSegments(tx, traceIds));
}

/** What is kept of each trace, without the spans; of the largest traces as much as is looked at. */
async function listSegments(
  tx: Knex,
  traceIds: readonly string[],
): Promise<DatabaseRow[]> {
  const rows = await eachSlice(traceIds, slice => {
    const among = dialectOf(tx).oneOf('trace_id', slice);
    return queryRows(
      tx,
      `select trace_id, bucket_day, content_hash, sender, span_count,
         sum(span_count) over (
           partition by trace_id order by bucket_day, content_hash
         ) as up_to,
         sum(span_count) over (partition by trace_id) as total
       from trace_segment where ${among.sql}`,
      among.bindings,
    );
  });
  return rows.filter(
    row => Number(row.up_to) - Number(row.span_count) < MOST_SPANS,
  );
}

/** The traces of rows of {@link listSegments}. */
async function readSegments(
  tx: Knex,
  rows: readonly DatabaseRow[],
): Promise<WholeTrace[]> {
  const kept = await selectByKeys(tx, {
    table: 'trace_segment',
    key: KEY,
    types: ['text', 'bigint', 'text'],
    columns: ['content_hash', 'codec', 'spans'],
    keys: rows.map(row => KEY.map(column => row[column] as Value)),
  });
  const spansOf = new Map<unknown, readonly Span[]>();
  for (const { content_hash, codec, spans } of kept) {
    const bytes = unpack(codec as string, spans as Buffer);
    spansOf.set(content_hash, decodeTracesProtobuf(bytes).spans);
  }
  const byTrace = groupRows(rows, row => row.trace_id as string);
  return [...byTrace].map(([traceId, own]) =>
    joinSegments(
      traceId,
      own.map(row => ({
        sender: row.sender as string,
        spans: spansOf.get(row.content_hash)!,
      })),
      Number(own[0].total),
    ),
  );
}

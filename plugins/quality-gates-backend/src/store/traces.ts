/**
 * Spans are kept as they came: one packed blob for the spans of one trace in one request. A row a span would cost
 * eight times the bytes (docs/adr/005), and nobody asks for one span.
 */
import { createHash } from 'node:crypto';
import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import { packSmall, unpack } from './codec';
import { dialectOf, queryRows, type DatabaseRow, type Value } from './dialect';
import { canonicalJson } from './joinFields';
import {
  groupRows,
  insertRows,
  selectByKeys,
  slices,
  sortRows,
  type NewRow,
} from './rows';
import { readSpans, writeSpans } from './spanBlob';
import type { TraceRequest, WholeTrace } from './types';

/** Spans that one trace is looked at with. */
export const MOST_SPANS = 50_000;
const DAY_MS = 86_400_000;
/** How much one transaction takes, so that SQLite does not hold up the process for long. */
const SPANS_PER_SLICE = 4_000;
const TRACES_PER_SLICE = 200;

/** The segments of some traces, for one transaction. */
export interface TraceSlice {
  readonly traceIds: readonly string[];
  readonly segments: readonly Segment[];
}

/** The spans of one trace in one request. */
export interface Segment {
  readonly traceId: string;
  readonly sender: string;
  readonly spans: readonly Span[];
}

/** Cuts requests into segments, and these into what one transaction takes. A trace is in one slice only. */
export function sliceTraces(requests: readonly TraceRequest[]): TraceSlice[] {
  const segments = requests.flatMap(({ spans, sender }) =>
    [...groupRows(spans, span => span.traceId)].map(
      ([traceId, own]): Segment => ({ traceId, sender, spans: own }),
    ),
  );
  const byTrace = groupRows(segments, segment => segment.traceId);
  return cut([...byTrace.keys()].sort(), byTrace).map(traceIds => ({
    traceIds,
    segments: traceIds.flatMap(traceId => byTrace.get(traceId)!),
  }));
}

function cut(
  traceIds: readonly string[],
  byTrace: ReadonlyMap<string, readonly Segment[]>,
): string[][] {
  const result: string[][] = [];
  let spans = Infinity;
  for (const traceId of traceIds) {
    const own = byTrace
      .get(traceId)!
      .reduce((sum, segment) => sum + segment.spans.length, 0);
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

/** A segment as it is kept. Its key is its content: the same request again is the same row. */
export interface PackedSegment extends Segment {
  readonly row: NewRow;
}

/** Packs segments; do it before the transaction begins. */
export function packSegments(segments: readonly Segment[]): PackedSegment[] {
  return segments.map(segment => {
    const { traceId, sender, spans } = segment;
    const text = writeSpans(spans);
    const { codec, bytes } = packSmall(Buffer.from(text));
    const startedAt = spans.reduce(
      (earliest, span) => Math.min(earliest, span.startedAt),
      Infinity,
    );
    const row = {
      trace_id: traceId,
      bucket_day: Math.floor(startedAt / DAY_MS),
      content_hash: createHash('sha256')
        .update(`${sender}\n${text}`)
        .digest('base64url'),
      sender,
      span_count: spans.length,
      codec,
      spans: bytes,
    };
    return { ...segment, row };
  });
}

const KEY = ['trace_id', 'bucket_day', 'content_hash'];

/**
 * Keeps segments and gives back the traces they belong to, as a whole. Whoever writes to a trace takes its lock
 * first, so the last one sees everything.
 */
export async function appendSegments(
  tx: Knex,
  traceIds: readonly string[],
  segments: readonly PackedSegment[],
): Promise<WholeTrace[]> {
  await lockTraces(tx, traceIds);
  const rows = sortRows(
    segments.map(({ row }) => row),
    KEY,
  );
  await insertRows(tx, { table: 'trace_segment', key: KEY, rows, update: [] });
  return readTraces(tx, traceIds, segments);
}

/** Takes the locks of traces until the end of the transaction. */
export async function lockTraces(
  tx: Knex,
  traceIds: readonly string[],
): Promise<void> {
  await dialectOf(tx).lockNames(tx, traceIds);
}

/**
 * See {@link Store.readTraces}. `atHand` are segments that are kept already: their spans need no reading, and with them
 * nearly every trace is whole.
 */
export async function readTraces(
  tx: Knex,
  traceIds: readonly string[],
  atHand: readonly PackedSegment[] = [],
): Promise<WholeTrace[]> {
  const known = new Map(atHand.map(one => [one.row.content_hash, one.spans]));
  const traces: WholeTrace[] = [];
  for (const some of slices(traceIds)) {
    const among = dialectOf(tx).oneOf('trace_id', some);
    const rows = await queryRows(
      tx,
      `select trace_id, bucket_day, content_hash, sender, span_count,
         sum(span_count) over (
           partition by trace_id order by bucket_day, content_hash
         ) as up_to,
         sum(span_count) over (partition by trace_id) as total
       from trace_segment where ${among.sql}`,
      among.bindings,
    );
    const wanted = rows.filter(
      row => Number(row.up_to) - Number(row.span_count) < MOST_SPANS,
    );
    const spansOf = await unpackSegments(tx, wanted, known);
    for (const [traceId, own] of groupRows(
      wanted,
      row => row.trace_id as string,
    )) {
      traces.push(toTrace(traceId, own, spansOf));
    }
  }
  return traces;
}

type SpansOf = (row: DatabaseRow) => readonly Span[];

/** The spans of segments: those at hand, the others read. */
async function unpackSegments(
  tx: Knex,
  rows: readonly DatabaseRow[],
  known: ReadonlyMap<unknown, readonly Span[]>,
): Promise<SpansOf> {
  const read = await selectByKeys(tx, {
    table: 'trace_segment',
    key: KEY,
    types: ['text', 'bigint', 'text'],
    columns: ['content_hash', 'codec', 'spans', 'trace_id'],
    keys: rows
      .filter(row => !known.has(row.content_hash))
      .map(row => KEY.map(column => row[column] as Value)),
  });
  const unpacked = new Map(
    read.map(row => {
      const text = unpack(row.codec as string, row.spans as Buffer).toString();
      return [row.content_hash, readSpans(row.trace_id as string, text)];
    }),
  );
  return row => known.get(row.content_hash) ?? unpacked.get(row.content_hash)!;
}

function toTrace(
  traceId: string,
  rows: readonly DatabaseRow[],
  spansOf: SpansOf,
): WholeTrace {
  const byId = new Map<string, Span>();
  let read = 0;
  for (const row of rows) {
    read += Number(row.span_count);
    for (const span of spansOf(row)) {
      const other = byId.get(span.spanId);
      byId.set(span.spanId, other ? laterOf(other, span) : span);
    }
  }
  const spans = [...byId.values()].sort(
    (a, b) => a.startedAt - b.startedAt || (a.spanId < b.spanId ? -1 : 1),
  );
  const senders = new Set(rows.map(row => row.sender as string));
  return {
    traceId,
    spans: spans.slice(0, MOST_SPANS),
    senders: [...senders].sort(),
    truncated: read < Number(rows[0].total) || spans.length > MOST_SPANS,
  };
}

/** A span that was sent twice: the one that ends later says more; else its content decides, never the order. */
function laterOf(a: Span, b: Span): Span {
  if (a.endedAt !== b.endedAt) return a.endedAt > b.endedAt ? a : b;
  return canonicalJson(a) >= canonicalJson(b) ? a : b;
}

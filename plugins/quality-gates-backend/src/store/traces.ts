/**
 * Spans are kept as they came: one packed blob for the spans of one trace in one request. A row a span would cost
 * eight times the bytes (docs/adr/005), and nobody asks for one span.
 */
import { createHash } from 'node:crypto';
import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import { CODEC, pack, unpack } from './codec';
import { dialectOf, queryRows, type DatabaseRow } from './dialect';
import { canonicalJson } from './joinFields';
import { groupRows, insertRows, slices, sortRows, type NewRow } from './rows';
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
  readonly rows: readonly NewRow[];
}

interface Segment {
  readonly traceId: string;
  readonly sender: string;
  readonly spans: readonly Span[];
}

/** Cuts requests into segments and packs them; do it before the transaction begins. A trace is in one slice only. */
export async function packTraces(
  requests: readonly TraceRequest[],
): Promise<TraceSlice[]> {
  const segments = requests.flatMap(({ spans, sender }) =>
    [...groupRows(spans, span => span.traceId)].map(
      ([traceId, own]): Segment => ({ traceId, sender, spans: own }),
    ),
  );
  const rows = await Promise.all(segments.map(packSegment));
  const byTrace = groupRows(rows, row => row.trace_id as string);
  const traceIds = [...byTrace.keys()].sort();
  return cut(traceIds, byTrace).map(own => ({
    traceIds: own,
    rows: own.flatMap(traceId => byTrace.get(traceId)!),
  }));
}

function cut(
  traceIds: readonly string[],
  byTrace: ReadonlyMap<string, readonly NewRow[]>,
): string[][] {
  const result: string[][] = [];
  let spans = Infinity;
  for (const traceId of traceIds) {
    const own = byTrace
      .get(traceId)!
      .reduce((sum, row) => sum + (row.span_count as number), 0);
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

/** The key of a segment is its content: the same request again is the same row. */
async function packSegment(segment: Segment): Promise<NewRow> {
  const { traceId, sender, spans } = segment;
  const json = JSON.stringify(spans);
  const startedAt = spans.reduce(
    (earliest, span) => Math.min(earliest, span.startedAt),
    Infinity,
  );
  return {
    trace_id: traceId,
    bucket_day: Math.floor(startedAt / DAY_MS),
    content_hash: createHash('sha256')
      .update(`${sender}\n${json}`)
      .digest('base64url'),
    sender,
    span_count: spans.length,
    codec: CODEC,
    spans: await pack(Buffer.from(json)),
  };
}

/**
 * Keeps segments and gives back the traces they belong to, as a whole. Whoever writes to a trace takes its lock
 * first, so the last one sees everything.
 */
export async function appendSegments(
  tx: Knex,
  slice: TraceSlice,
): Promise<WholeTrace[]> {
  await lockTraces(tx, slice.traceIds);
  const key = ['trace_id', 'bucket_day', 'content_hash'];
  const rows = sortRows(slice.rows, key);
  await insertRows(tx, { table: 'trace_segment', key, rows, update: [] });
  return readTraces(tx, slice.traceIds);
}

/** Takes the locks of traces until the end of the transaction. */
export async function lockTraces(
  tx: Knex,
  traceIds: readonly string[],
): Promise<void> {
  await dialectOf(tx).lockNames(tx, lockNames(traceIds));
}

/** The first half of a trace id names its lock; sorted as numbers, each once. */
function lockNames(traceIds: readonly string[]): bigint[] {
  const names = traceIds.map(id =>
    createHash('sha256').update(id).digest().readBigInt64BE(),
  );
  return [...new Set(names)].sort((a, b) => {
    if (a === b) return 0;
    return a < b ? -1 : 1;
  });
}

/** See {@link Store.readTraces}. */
export async function readTraces(
  tx: Knex,
  traceIds: readonly string[],
): Promise<WholeTrace[]> {
  const traces: WholeTrace[] = [];
  for (const some of slices(traceIds)) {
    const among = dialectOf(tx).oneOf('trace_id', some);
    const rows = await queryRows(
      tx,
      `select * from (
         select trace_id, sender, codec, spans, span_count,
           sum(span_count) over (
             partition by trace_id order by bucket_day, content_hash
           ) as up_to,
           sum(span_count) over (partition by trace_id) as total
         from trace_segment where ${among.sql}
       ) as segments
       where up_to - span_count < ?`,
      [...among.bindings, MOST_SPANS],
    );
    for (const [traceId, own] of groupRows(
      rows,
      row => row.trace_id as string,
    )) {
      traces.push(toTrace(traceId, own));
    }
  }
  return traces;
}

function toTrace(traceId: string, rows: readonly DatabaseRow[]): WholeTrace {
  const byId = new Map<string, Span>();
  let read = 0;
  for (const row of rows) {
    read += Number(row.span_count);
    const json = unpack(row.codec as string, row.spans as Buffer).toString();
    for (const span of JSON.parse(json) as Span[]) {
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

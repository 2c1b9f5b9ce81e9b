/**
 * What a job or step printed, as far as it is kept: its last lines. A line is known by its time and text, so the same
 * request again, or in any order, ends in the same excerpt.
 *
 * Lines often come before the span that printed them, which is exported when it ends. They are kept at once when they
 * say themselves that they are of a pipeline, else when something of their trace is known; what no trace ever follows is
 * swept away (docs/adr/009).
 */
import type { Knex } from 'knex';
import { dialectOf, queryRows } from './dialect';
import {
  groupRows,
  insertRows,
  selectByKeys,
  slices,
  sortRows,
  type NewRow,
} from './rows';
import { lockTraces } from './traces';
import type { LogExcerpt, LogLine } from './types';

const DAY_MS = 86_400_000;
/** Of one span. */
const MOST_LINES = 200;
const MOST_BYTES = 64 * 1024;
/** Of one answer. */
const MOST_BYTES_READ = 4 * 1024 * 1024;
const EXCERPTS_PER_SLICE = 100;
const KEY = ['trace_id', 'bucket_day', 'span_id'];

/** Excerpts by row: one a span and day. */
interface Row {
  readonly traceId: string;
  readonly day: number;
  readonly spanId: string;
  readonly ofPipeline: boolean;
  readonly lines: readonly LogLine[];
}

/** Cuts excerpts into what one transaction takes; all of one trace's rows are sorted together. */
export function cutExcerpts(
  excerpts: readonly LogExcerpt[],
): (readonly Row[])[] {
  const rows = excerpts.flatMap(excerpt => {
    const days = groupRows(excerpt.lines, line => String(dayOf(line)));
    return [...days].map(([day, lines]): Row => {
      const { traceId, spanId, ofPipeline } = excerpt;
      return { traceId, spanId, ofPipeline, day: Number(day), lines };
    });
  });
  return slices(rows, EXCERPTS_PER_SLICE);
}

function dayOf({ atMicros }: LogLine): number {
  return Math.floor(atMicros / 1000 / DAY_MS);
}

/** Joins excerpts with what is kept already; answers how many lines belonged to something. */
export async function keepExcerpts(
  tx: Knex,
  rows: readonly Row[],
  heardAt: number,
): Promise<number> {
  const traceIds = [...new Set(rows.map(({ traceId }) => traceId))];
  await lockTraces(tx, traceIds);
  const known = await readKnownTraces(tx, traceIds);
  const kept = rows.filter(row => row.ofPipeline || known.has(row.traceId));
  const stored = await selectByKeys(tx, {
    table: 'log_excerpt',
    key: KEY,
    types: ['text', 'bigint', 'text'],
    columns: [...KEY, 'lines'],
    keys: kept.map(row => [row.traceId, row.day, row.spanId]),
  });
  const lines = new Map<string, LogLine[]>();
  const add = (name: string, more: readonly LogLine[]) =>
    lines.set(name, [...(lines.get(name) ?? []), ...more]);
  for (const row of stored) {
    add(
      nameOf(row.trace_id, row.bucket_day, row.span_id),
      parseLines(row.lines),
    );
  }
  const named = new Map<string, Row>();
  for (const row of kept) {
    const name = nameOf(row.traceId, row.day, row.spanId);
    named.set(name, row);
    add(name, row.lines);
  }
  const joined = [...named].map(([name, row]): NewRow => {
    const text = JSON.stringify(joinLines(lines.get(name)!));
    return {
      trace_id: row.traceId,
      bucket_day: row.day,
      span_id: row.spanId,
      size_bytes: Buffer.byteLength(text),
      lines: text,
      heard_at: heardAt,
    };
  });
  await insertRows(tx, {
    table: 'log_excerpt',
    key: KEY,
    rows: sortRows(joined, KEY),
    update: ['size_bytes', 'lines', 'heard_at'],
  });
  return kept.reduce((sum, row) => sum + row.lines.length, 0);
}

function nameOf(...key: unknown[]): string {
  return key.map(String).join('/');
}

function parseLines(text: unknown): LogLine[] {
  const rows = JSON.parse(text as string) as [number, number, string][];
  return rows.map(([atMicros, position, line]) => ({
    atMicros,
    position,
    text: line,
  }));
}

/**
 * The last lines, each once. A line that was told with two positions keeps the larger one: lines then only ever move
 * towards the end, so what was cut off once could never come back, whatever the order of arrival.
 */
export function joinLines(
  lines: readonly LogLine[],
): [number, number, string][] {
  const byContent = new Map<string, LogLine>();
  for (const line of lines) {
    const name = `${line.atMicros} ${line.text}`;
    const other = byContent.get(name);
    if (!other || other.position < line.position) byContent.set(name, line);
  }
  const sorted = [...byContent.values()].sort(compareLines);
  let bytes = 0;
  let start = sorted.length;
  while (start > 0 && sorted.length - start < MOST_LINES) {
    bytes += Buffer.byteLength(sorted[start - 1].text) + 1;
    if (bytes > MOST_BYTES) break;
    start -= 1;
  }
  return sorted
    .slice(start)
    .map(({ atMicros, position, text }) => [atMicros, position, text]);
}

function compareLines(a: LogLine, b: LogLine): number {
  return (
    a.atMicros - b.atMicros ||
    a.position - b.position ||
    (a.text < b.text ? -1 : 1)
  );
}

async function readKnownTraces(
  tx: Knex,
  traceIds: readonly string[],
): Promise<Set<string>> {
  const among = dialectOf(tx).oneOf('trace_id', traceIds);
  const rows = await queryRows(
    tx,
    `select distinct trace_id from trace_segment where ${among.sql}`,
    among.bindings,
  );
  return new Set(rows.map(row => row.trace_id as string));
}

/** See {@link Store.readLogExcerpts}. */
export async function readLogExcerpts(
  tx: Knex,
  query: { traceIds: readonly string[]; first: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const dialect = dialectOf(tx);
  const traces = dialect.oneOf('trace_id', query.traceIds);
  const first = dialect.oneOf('span_id', query.first);
  const rows = await queryRows(
    tx,
    `select span_id, lines from (
       select trace_id, bucket_day, span_id, lines, size_bytes,
         sum(size_bytes) over (
           order by case when ${first.sql} then 0 else 1 end,
             trace_id, bucket_day, span_id
         ) as up_to
       from log_excerpt where ${traces.sql}
     ) as excerpts
     where up_to <= ? order by trace_id, bucket_day, span_id`,
    [...first.bindings, ...traces.bindings, MOST_BYTES_READ],
  );
  const bySpan = groupRows(rows, row => row.span_id as string);
  return new Map(
    [...bySpan].map(([spanId, own]) => {
      const lines = own.flatMap(row => parseLines(row.lines));
      return [
        spanId,
        joinLines(lines)
          .map(([, , text]) => text)
          .join('\n'),
      ];
    }),
  );
}

/** See {@link Store.sweepLogExcerpts}; one slice. */
export async function sweepExcerpts(
  tx: Knex,
  before: { orphans: number; all: number },
): Promise<number> {
  const gone = await queryRows(
    tx,
    `select trace_id, bucket_day, span_id from log_excerpt
     where heard_at < ? and (heard_at < ? or not exists (
       select 1 from trace_segment s where s.trace_id = log_excerpt.trace_id
     ))
     order by heard_at, trace_id, bucket_day, span_id limit 500`,
    [before.orphans, before.all],
  );
  const one = '(trace_id = ? and bucket_day = ? and span_id = ?)';
  if (gone.length > 0) {
    await queryRows(
      tx,
      `delete from log_excerpt where ${gone.map(() => one).join(' or ')}`,
      gone.flatMap(row => [
        row.trace_id as string,
        Number(row.bucket_day),
        row.span_id as string,
      ]),
    );
  }
  return gone.length;
}

/**
 * What a job or step printed, as far as it is kept: its last lines. A line is known by its time and text, so the same
 * request again, or in any order, ends in the same excerpt.
 *
 * Lines often come before the span that printed them, which is exported when it ends. They are kept at once when they
 * say themselves that they are of a pipeline, else when something of their trace is known; what no trace ever follows is
 * swept away (docs/adr/009).
 */
import type { Knex } from 'knex';
import { dialectOf, queryRows, type DatabaseRow } from './dialect';
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

/** A line; without text it is the place up to which lines were cut off. */
type KeptLine = Omit<LogLine, 'text'> & { readonly text: string | null };

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

/** Joins excerpts with what is kept already; answers the traces of which nothing is known. */
export async function keepExcerpts(
  tx: Knex,
  rows: readonly Row[],
  heardAt: number,
): Promise<string[]> {
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
  const joined = joinRows(kept, stored, heardAt);
  await insertRows(tx, {
    table: 'log_excerpt',
    key: KEY,
    rows: sortRows(joined, KEY),
    update: ['size_bytes', 'lines', 'heard_at'],
  });
  return traceIds.filter(traceId => !known.has(traceId));
}

/** What is kept of each span after what is told now. */
function joinRows(
  told: readonly Row[],
  stored: readonly DatabaseRow[],
  heardAt: number,
): NewRow[] {
  const lines = new Map<string, KeptLine[]>();
  const add = (name: string, more: readonly KeptLine[]) =>
    lines.set(name, [...(lines.get(name) ?? []), ...more]);
  for (const row of stored) {
    add(
      nameOf(row.trace_id, row.bucket_day, row.span_id),
      parseLines(row.lines),
    );
  }
  const named = new Map<string, Row>();
  for (const row of told) {
    const name = nameOf(row.traceId, row.day, row.spanId);
    named.set(name, row);
    add(name, row.lines);
  }
  return [...named].map(([name, row]): NewRow => {
    const text = formatLines(joinLines(lines.get(name)!));
    return {
      trace_id: row.traceId,
      bucket_day: row.day,
      span_id: row.spanId,
      size_bytes: Buffer.byteLength(text),
      lines: text,
      heard_at: heardAt,
    };
  });
}

function nameOf(...key: unknown[]): string {
  return key.map(String).join('/');
}

/** Short, as there are many: time, position, text. */
function formatLines(lines: readonly KeptLine[]): string {
  return JSON.stringify(
    lines.map(({ atMicros, position, text }) => [atMicros, position, text]),
  );
}

function parseLines(text: unknown): KeptLine[] {
  const rows = JSON.parse(text as string) as [number, number, string | null][];
  return rows.map(([atMicros, position, line]) => ({
    atMicros,
    position,
    text: line,
  }));
}

/**
 * The last lines, each once, whatever the order and repetition they came in. A line that was told with two positions
 * keeps the larger one, so lines only ever move towards the end. Where lines are cut off, the last place that was cut
 * (a line without text) is kept with them: what lies before it would fit again once the long line that pushed it out is
 * forgotten.
 */
export function joinLines(lines: readonly KeptLine[]): KeptLine[] {
  const cuts = lines.filter(({ text }) => text === null);
  const byContent = new Map<string, KeptLine>();
  for (const line of lines) {
    if (line.text === null) continue;
    const name = `${line.atMicros} ${line.text}`;
    const other = byContent.get(name);
    if (!other || other.position < line.position) byContent.set(name, line);
  }
  const newestFirst = [...byContent.values()].sort((a, b) =>
    compareLines(b, a),
  );
  let bytes = 0;
  const full = newestFirst.find(({ text }, index) => {
    bytes += Buffer.byteLength(text!) + 1;
    return index >= MOST_LINES || bytes > MOST_BYTES;
  });
  if (full) cuts.push({ ...full, text: null });
  const cut = cuts.sort(comparePlaces).at(-1);
  const kept = newestFirst
    .filter(line => !cut || comparePlaces(line, cut) > 0)
    .reverse();
  return cut ? [cut, ...kept] : kept;
}

function comparePlaces(a: KeptLine, b: KeptLine): number {
  return a.atMicros - b.atMicros || a.position - b.position;
}

function compareLines(a: KeptLine, b: KeptLine): number {
  return comparePlaces(a, b) || (a.text! < b.text! ? -1 : 1);
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
      const texts = joinLines(lines).flatMap(({ text }) => text ?? []);
      return [spanId, texts.join('\n')];
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

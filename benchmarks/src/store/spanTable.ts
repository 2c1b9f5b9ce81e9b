import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import BetterSqlite3 from 'better-sqlite3';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Database } from './databases';

/** The anchor: a row for every span, written the fastest way its engine has. */
export interface SpanTable {
  /** One transaction. Resolves to the number of rows written. */
  write(spans: readonly Span[]): Promise<number>;
  close(): Promise<void>;
}

/** Columns of the table, in the order of {@link rowOf}. */
export const COLUMNS = [
  ...['trace_id', 'span_id', 'parent_span_id', 'name', 'kind', 'started_at'],
  ...['ended_at', 'status_code', 'status_message', 'scope_name'],
  ...['attributes', 'resource_attributes', 'entity_ref'],
];

/** Statements that make the table; `json` is the engine's type for it. */
export function createTable(json: string): string[] {
  return [
    `create table span (
      trace_id text not null, span_id text not null, parent_span_id text,
      name text not null, kind integer not null, started_at bigint not null,
      ended_at bigint not null, status_code integer not null,
      status_message text not null, scope_name text not null,
      attributes ${json} not null, resource_attributes ${json} not null,
      entity_ref text not null, primary key (trace_id, span_id)
    )`,
    'create index span_entity on span (entity_ref, started_at)',
  ];
}

/** Values of the columns. */
export function rowOf(span: Span): (string | number | null)[] {
  return [
    ...[span.traceId, span.spanId, span.parentSpanId, span.name, span.kind],
    ...[span.startedAt, span.endedAt, span.statusCode, span.statusMessage],
    span.scopeName,
    JSON.stringify(span.attributes),
    JSON.stringify(span.resourceAttributes),
    `component:default/${span.resourceAttributes['service.name']}`,
  ];
}

/** An empty table of spans in a database. */
export async function createSpanTable(database: Database): Promise<SpanTable> {
  return database.engine === 'sqlite'
    ? createPrepared(database.place)
    : createCopied(database.place);
}

function createPrepared(file: string): SpanTable {
  const db = new BetterSqlite3(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  for (const sql of createTable('text')) db.exec(sql);
  const insert = db.prepare(
    `insert into span (${COLUMNS.join(', ')}) values (${COLUMNS.map(
      () => '?',
    ).join(', ')}) on conflict do nothing`,
  );
  const writeAll = db.transaction((spans: readonly Span[]) => {
    for (const span of spans) insert.run(rowOf(span));
    return spans.length;
  });
  return {
    write: async spans => writeAll(spans),
    close: async () => {
      db.close();
    },
  };
}

async function createCopied(url: string): Promise<SpanTable> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const sql of createTable('jsonb')) await client.query(sql);
  return {
    async write(spans) {
      const stream = client.query(
        copyFrom(`copy span (${COLUMNS.join(', ')}) from stdin`),
      );
      await pipeline(Readable.from(lines(spans)), stream);
      return spans.length;
    },
    close: () => client.end(),
  };
}

/** Rows in COPY's text format, some hundred at once. */
function* lines(spans: readonly Span[]): Generator<string> {
  for (let start = 0; start < spans.length; start += 500) {
    yield spans
      .slice(start, start + 500)
      .map(span => `${rowOf(span).map(escape).join('\t')}\n`)
      .join('');
  }
}

function escape(value: string | number | null): string {
  if (value === null) return '\\N';
  return String(value).replace(
    /[\\\t\n\r]/g,
    char => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }[char]!),
  );
}

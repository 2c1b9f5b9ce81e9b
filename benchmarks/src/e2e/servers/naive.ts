import { createTraceSchema } from '@quality-gates/backstage-plugin-quality-gates-backend/dev/traceSchema';
import knexFactory from 'knex';
import { decodeByProtobufjs } from '../../decode/decodeByProtobufjs';
import { COLUMNS, createTable, rowOf } from '../../store/spanTable';
import { receiveTraces } from './receiveTraces';

/** SQLite takes this many rows of 13 parameters, and PostgreSQL is not faster with more. */
const ROWS = 500;

/** The lower anchor of P4: protobufjs, and a row a span through knex, one transaction a request. File: argument two. */
async function main() {
  const schema = createTraceSchema();
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename: process.argv[3] },
    useNullAsDefault: true,
  });
  await knex.raw('pragma journal_mode = WAL');
  await knex.raw('pragma synchronous = FULL');
  for (const sql of createTable('text')) await knex.raw(sql);
  receiveTraces(async body => {
    const rows = decodeByProtobufjs(schema, body).map(span => {
      const values = rowOf(span);
      return Object.fromEntries(COLUMNS.map((name, n) => [name, values[n]]));
    });
    await knex.transaction(async tx => {
      for (let start = 0; start < rows.length; start += ROWS) {
        await tx('span')
          .insert(rows.slice(start, start + ROWS))
          .onConflict()
          .ignore();
      }
    });
  });
}

main();

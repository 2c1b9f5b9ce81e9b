import knexFactory from 'knex';
import { createStore } from './createStore';
import { dialectOf, queryRows } from './dialect';
import { factTables } from './facts';
import { migrate, migrationsDirectory } from './migrate';
import {
  describeEachEngine,
  type TestDatabase,
} from './__testUtils__/testDatabases';
import { makeDelivery } from './__testUtils__/testFacts';
import { projectDeployments } from '../dora';
import type { Knex } from 'knex';

/** Tables and the columns of their primary keys, in order. */
async function readKeys(knex: Knex): Promise<Map<string, string[]>> {
  const rows = await queryRows(
    knex,
    dialectOf(knex).engine === 'sqlite'
      ? `select m.name as table_name, c.name as column_name
         from sqlite_master m join pragma_table_info(m.name) c
         where m.type = 'table' and c.pk > 0 order by m.name, c.pk`
      : `select k.table_name, k.column_name
         from information_schema.table_constraints c
         join information_schema.key_column_usage k using (constraint_schema, constraint_name)
         where c.constraint_type = 'PRIMARY KEY' and c.table_schema = current_schema()
         order by k.table_name, k.ordinal_position`,
  );
  const keys = new Map<string, string[]>();
  for (const row of rows) {
    const table = row.table_name as string;
    if (/^(knex_|sqlite_)/.test(table)) continue;
    keys.set(table, [...(keys.get(table) ?? []), row.column_name as string]);
  }
  return keys;
}

/** Names of the indexes of a table that are not its key's own. */
async function readIndexes(knex: Knex, table: string): Promise<string[]> {
  const rows = await queryRows(
    knex,
    dialectOf(knex).engine === 'sqlite'
      ? `select name from sqlite_master
         where type = 'index' and sql is not null and tbl_name = ?`
      : `select indexname as name from pg_indexes
         where schemaname = current_schema() and tablename = ?
           and indexname not like '%_pkey'`,
    [table],
  );
  return rows.map(row => row.name as string).sort();
}

/** Tables that are no facts of an entity. */
const WITHOUT_ENTITY = [
  'evaluation',
  // Looked up by what a sender repeats.
  'evaluation_key',
  'outbox',
  'delivery',
  'log_excerpt',
  'poll_state',
  'trace_segment',
  'unmapped_fact',
];

describeEachEngine('the migrations', createDatabase => {
  let database: TestDatabase;
  let knex: Knex;

  beforeEach(async () => {
    database = await createDatabase();
    knex = database.connect();
  });
  afterEach(() => database.drop());

  it('go up, down and up again', async () => {
    await migrate(knex);
    const before = await readKeys(knex);
    expect(before.size).toBeGreaterThan(10);
    await knex.migrate.rollback({ directory: migrationsDirectory() }, true);
    expect((await readKeys(knex)).size).toBe(0);
    await migrate(knex);
    expect(await readKeys(knex)).toEqual(before);
  });

  it('may be started by two replicas together, and again', async () => {
    const other = database.engine === 'sqlite' ? knex : database.connect();
    await Promise.all([migrate(knex), migrate(other)]);
    await migrate(knex);
    expect((await readKeys(knex)).size).toBeGreaterThan(10);
  });

  it('have the entity in every key of a fact', async () => {
    await migrate(knex);
    const keys = await readKeys(knex);
    const others = [...keys]
      .filter(([, columns]) => !columns.includes('entity_ref'))
      .map(([table]) => table);
    expect(others.sort()).toEqual([...WITHOUT_ENTITY].sort());
    for (const { table, key } of factTables) {
      expect([table, keys.get(table)]).toEqual([table, Object.keys(key)]);
    }
  });

  it('keep runs and their indexes when the key is turned round', async () => {
    const directory = migrationsDirectory();
    await migrate(knex);
    const run = {
      result: 'success',
      phase: 'terminal',
      attempt: 1,
      said: '{}',
    };
    const times = { occurred_at: 5, heard_at: 6 };
    await knex('pipeline_run').insert([
      { entity_ref: 'component:a', run_key: 'r#1', ...run, ...times },
      { entity_ref: 'component:b', run_key: 'r#1', ...run, ...times },
    ]);
    const indexes = await readIndexes(knex, 'pipeline_run');
    const name = '20261122005000_runs_by_key.js';
    await knex.migrate.down({ directory, name });
    expect((await readKeys(knex)).get('pipeline_run')).toEqual([
      'entity_ref',
      'run_key',
    ]);
    expect(await readIndexes(knex, 'pipeline_run')).toEqual(
      [...indexes, 'pipeline_run_key'].sort(),
    );
    await migrate(knex);
    expect(await readIndexes(knex, 'pipeline_run')).toEqual(indexes);
    expect(indexes).toContain('pipeline_run_occurred');
    const rows = await knex('pipeline_run').orderBy('entity_ref');
    expect(rows).toMatchObject([
      { entity_ref: 'component:a', run_key: 'r#1', result: 'success' },
      { entity_ref: 'component:b', run_key: 'r#1', result: 'success' },
    ]);
  });

  it('know no foreign keys and no serial numbers', async () => {
    await migrate(knex);
    const sqlite = database.engine === 'sqlite';
    const rows = await queryRows(
      knex,
      sqlite
        ? `select m.name from sqlite_master m join pragma_foreign_key_list(m.name)
           union all select name from sqlite_master
           where name not like 'knex_%' and sql like '%autoincrement%'`
        : `select conname as name from pg_constraint
           where contype = 'f' and connamespace = current_schema()::regnamespace
           union all select table_name from information_schema.columns
           where table_schema = current_schema() and table_name not like 'knex_%'
             and (column_default like 'nextval%' or is_identity = 'YES')`,
    );
    expect(rows).toEqual([]);
  });
});

describeEachEngine('a schema of its own', (createDatabase, engine) => {
  if (engine !== 'postgres') return;

  it('holds all tables with pluginDivisionMode: schema', async () => {
    const database = await createDatabase();
    const admin = database.connect();
    await admin.raw('create schema quality');
    const knex = knexFactory({
      ...admin.client.config,
      searchPath: ['quality'],
    });
    const store = await createStore({
      database: { getClient: async () => knex },
      projectDeployments,
      now: Date.now,
      deadlineMs: 5000,
    });
    await store.acceptDeliveries([makeDelivery('1')]);
    const rows = await queryRows(
      admin,
      `select distinct table_schema from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema')`,
    );
    expect(rows).toEqual([{ table_schema: 'quality' }]);
    await knex.destroy();
    await database.drop();
  });
});

describe('SQLite', () => {
  it('is made durable and lets readers in beside a writer', async () => {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: { filename: ':memory:' },
      useNullAsDefault: true,
    });
    const store = await createStore({
      database: { getClient: async () => knex },
      projectDeployments,
      now: Date.now,
      deadlineMs: 5000,
    });
    await store.acceptDeliveries([makeDelivery('1')]);
    await expect(queryRows(knex, 'pragma synchronous')).resolves.toEqual([
      { synchronous: 2 },
    ]);
    await knex.destroy();
  });
});

describeEachEngine('a file', (createDatabase, engine) => {
  if (engine !== 'sqlite') return;

  it('is written ahead', async () => {
    const database = await createDatabase();
    const knex = database.connect();
    await dialectOf(knex).prepare(knex);
    await expect(queryRows(knex, 'pragma journal_mode')).resolves.toEqual([
      { journal_mode: 'wal' },
    ]);
    await database.drop();
  });
});

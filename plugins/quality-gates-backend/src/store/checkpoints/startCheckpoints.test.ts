import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import knexFactory, { type Knex } from 'knex';
import {
  createSqlite,
  type TestDatabase,
} from '../__testUtils__/testDatabases';
import { dialectOf } from '../dialect';
import { startCheckpoints } from './startCheckpoints';

const startThread = {
  execArgv: [
    '--require',
    require.resolve('@backstage/cli/config/nodeTransform.cjs'),
  ],
};

describe('the checkpoints of SQLite', () => {
  const logger = mockServices.logger.mock();
  let database: TestDatabase;
  let knex: Knex;
  const start = (thread = startThread) =>
    startCheckpoints({
      database: { getClient: async () => knex },
      logger,
      startThread: thread,
    });

  beforeEach(async () => {
    jest.clearAllMocks();
    database = await createSqlite();
    knex = database.connect();
    await dialectOf(knex).prepare(knex);
    await knex.raw('create table note (text text)');
  });
  afterEach(() => database.drop());

  it('happen in a thread, and writers stop making them', async () => {
    const file = await dialectOf(knex).loggedFile(knex);
    const size = async () => (await stat(file!)).size;
    const checkpoints = await start();
    await until(async () => (await mostPages(knex)) === 10_000);
    await knex.raw('insert into note values (?)', ['x'.repeat(100_000)]);
    expect(await size()).toBeLessThan(100_000);
    await until(async () => (await size()) > 100_000);
    await knex.raw('insert into note values (?)', ['y'.repeat(100_000)]);
    await until(async () => (await size()) > 200_000);
    await checkpoints.stop();
    expect(logger.warn).not.toHaveBeenCalled();
  }, 30_000);

  it('are made by writers again when the thread ends', async () => {
    const checkpoints = await start({ execArgv: ['--require', './none.cjs'] });
    await until(async () => logger.warn.mock.calls.length > 0);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(await mostPages(knex)).toBe(1_000);
    await checkpoints.stop();
  }, 30_000);

  it('are left alone in memory, where there is no log', async () => {
    const client = 'better-sqlite3';
    const connection = { filename: ':memory:' };
    knex = knexFactory({ client, connection, useNullAsDefault: true });
    const checkpoints = await start();
    await checkpoints.stop();
    expect(await mostPages(knex)).toBe(1_000);
    await knex.destroy();
  });
});

async function mostPages(knex: Knex): Promise<number> {
  const [{ wal_autocheckpoint }] = await knex.raw('pragma wal_autocheckpoint');
  return wal_autocheckpoint;
}

/** Waits for something another thread does; the test's own deadline ends it. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}

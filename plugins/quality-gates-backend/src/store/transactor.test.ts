import { ForwardedError, ServiceUnavailableError } from '@backstage/errors';
import knexFactory from 'knex';
import net from 'node:net';
import { createStore } from './createStore';
import {
  describeEachEngine,
  type TestDatabase,
} from './__testUtils__/testDatabases';
import { makeDelivery } from './__testUtils__/testFacts';
import { projectDeployments } from '../dora';
import { createTransactor } from './transactor';

/** A store whose PostgreSQL is at a port of this machine. */
async function storeAt(port: number) {
  const knex = knexFactory({
    client: 'pg',
    connection: { host: '127.0.0.1', port, user: 'nobody', database: 'none' },
    pool: { min: 0, max: 2 },
    log: { warn() {}, error() {}, debug() {}, deprecate() {} },
  });
  const store = await createStore({
    database: { getClient: async () => knex, migrations: { skip: true } },
    projectDeployments,
    now: Date.now,
    deadlineMs: 500,
  });
  return { store, close: () => knex.destroy() };
}

function listen(onConnection: (socket: net.Socket) => void) {
  return new Promise<{ port: number; server: net.Server }>(resolve => {
    const server = net.createServer(onConnection);
    server.listen(0, '127.0.0.1', () =>
      resolve({ port: (server.address() as net.AddressInfo).port, server }),
    );
  });
}

describe('a database that is away', () => {
  it('is told within two seconds when nobody listens', async () => {
    const { port, server } = await listen(() => {});
    await new Promise(resolve => server.close(resolve));
    const { store, close } = await storeAt(port);
    const started = Date.now();
    await expect(store.acceptDeliveries([makeDelivery('1')])).rejects.toThrow(
      ServiceUnavailableError,
    );
    await expect(store.readDelivery('1')).rejects.toThrow(
      ServiceUnavailableError,
    );
    expect(Date.now() - started).toBeLessThan(2000);
    await close();
  });

  it('is told after the deadline when it accepts and says nothing', async () => {
    const sockets: net.Socket[] = [];
    const { port, server } = await listen(socket => sockets.push(socket));
    const { store, close } = await storeAt(port);
    const started = Date.now();
    await expect(store.readDelivery('1')).rejects.toThrow(
      'the database did not answer within 500 ms',
    );
    expect(Date.now() - started).toBeLessThan(2000);
    for (const socket of sockets) socket.destroy();
    await new Promise(resolve => server.close(resolve));
    await close();
  });
});

describeEachEngine('a transaction', createDatabase => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(() => database.drop());

  it.each(['40P01', '40001'])(
    'is repeated when the database ends it with %s',
    async code => {
      const { write } = createTransactor(database.connect(), 5000);
      let attempts = 0;
      const work = async () => {
        attempts += 1;
        if (attempts < 3) throw Object.assign(new Error('collision'), { code });
        return 'done';
      };
      await expect(write('try', work)).resolves.toBe('done');
      expect(attempts).toBe(3);
    },
  );

  it('is given up as retryable when it collides every time', async () => {
    const { write } = createTransactor(database.connect(), 10_000);
    const collision = Object.assign(new Error('collision'), { code: '40P01' });
    await expect(
      write('try', () => Promise.reject(collision)),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('Could not try'),
    });
  });

  it('forwards a mistake in SQL with what was tried', async () => {
    const { write } = createTransactor(database.connect(), 5000);
    const failing = write('count stars', tx => tx.raw('select * from stars'));
    await expect(failing).rejects.toThrow(ForwardedError);
    await expect(failing).rejects.toThrow(/^Could not count stars; caused by/);
  });

  it('passes an error of its own work as it is', async () => {
    const { write } = createTransactor(database.connect(), 5000);
    const failure = new Error('mine');
    await expect(write('try', () => Promise.reject(failure))).rejects.toBe(
      failure,
    );
  });

  it('that did not start before the deadline does not start after it', async () => {
    const client = database.connect();
    const { write } = createTransactor(client, 100);
    const connections = database.engine === 'sqlite' ? 1 : 5;
    const held = await Promise.all(
      Array.from({ length: connections }, () => client.transaction()),
    );
    const work = jest.fn(async () => {});
    await expect(write('try', work)).rejects.toThrow(ServiceUnavailableError);
    await Promise.all(held.map(tx => tx.rollback()));
    await client.raw('select 1');
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(work).not.toHaveBeenCalled();
  });
});

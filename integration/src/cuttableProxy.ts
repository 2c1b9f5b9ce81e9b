import { connect, createServer, type Socket } from 'node:net';

/** How the way to the database behaves. */
export type WayTo = 'open' | 'refused' | 'silent';

/** A TCP proxy on loopback whose way can be cut. */
export interface CuttableProxy {
  readonly port: number;
  /** `refused` drops every connection, `silent` keeps them and forwards nothing, as a vanished host does. */
  become(way: WayTo): void;
  close(): Promise<void>;
}

/** Starts a proxy to `host:port`. */
export async function createCuttableProxy(target: {
  readonly host: string;
  readonly port: number;
}): Promise<CuttableProxy> {
  let way: WayTo = 'open';
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer(client => {
    client.on('error', () => client.destroy());
    if (way === 'refused') {
      client.destroy();
      return;
    }
    const upstream = connect(target);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    upstream.on('error', end);
    client.on('close', end);
    upstream.on('close', end);
    client.on('data', data => way === 'open' && upstream.write(data));
    upstream.on('data', data => way === 'open' && client.write(data));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();

  return {
    port: typeof address === 'object' && address ? address.port : 0,
    become(next) {
      way = next;
      // Bytes that were swallowed cannot be made up for: a way that opens again starts with new connections.
      if (next === 'silent') return;
      for (const [client] of [...pairs]) client.destroy();
    },
    close() {
      for (const [client] of [...pairs]) client.destroy();
      return new Promise(resolve => {
        server.close(() => resolve());
      });
    },
  };
}

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Source } from '@quality-gates/backstage-plugin-quality-gates-node';
import { openDoors, SECRET, type OpenDoors } from './openDoors';

/** Doors on a port of their own, for emitters that bring their HTTP client with them. */
export interface ListeningDoors extends OpenDoors {
  /** Host and path of the webhook, without the scheme: `127.0.0.1:4711/webhooks/events`. */
  readonly webhook: string;
  close(): void;
}

/** One source behind `/webhooks/events`, with {@link SECRET} as its secret. */
export async function listenDoors(source: Source): Promise<ListeningDoors> {
  const doors = openDoors({
    sources: [source],
    qualityGates: {
      sources: {
        events: { type: source.id, webhook: { secrets: [SECRET] } },
      },
    },
  });
  const server = createServer(doors.app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    ...doors,
    webhook: `127.0.0.1:${port}/webhooks/events`,
    close: () => server.close(),
  };
}

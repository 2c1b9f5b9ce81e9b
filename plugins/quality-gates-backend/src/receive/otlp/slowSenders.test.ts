import { once } from 'node:events';
import { request, type ClientRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openDoors, TOKEN } from '../__testUtils__/openDoors';
import { send, span, traces } from '../__testUtils__/sendOtlp';

describe('senders that are slow', () => {
  it('keep nobody waiting, however many of them there are', async () => {
    const doors = openDoors();
    const server = doors.app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const slow = Array.from({ length: 20 }, () => startSlowly(port));
    try {
      await Promise.all(slow.map(one => once(one, 'socket')));
      await new Promise(resolve => setTimeout(resolve, 100));
      const { status } = await send(doors, traces(span));
      expect(status).toBe(200);
    } finally {
      slow.forEach(one => one.destroy());
      server.close();
    }
  });
});

/** The beginning of a request whose rest never comes. */
function startSlowly(port: number): ClientRequest {
  const sent = request({
    ...{ host: '127.0.0.1', port, method: 'POST', path: '/otlp/v1/traces' },
    headers: {
      Authorization: `Bearer ${TOKEN}`,
      'Content-Type': 'application/json',
      'Content-Length': 1_000,
    },
  });
  sent.on('error', () => {});
  sent.write('{"resourceSpans": [');
  return sent;
}

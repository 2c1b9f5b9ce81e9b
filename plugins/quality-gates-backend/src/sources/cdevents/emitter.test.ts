import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudEvent, emitterFor, httpTransport, Mode } from 'cloudevents';
import { openDoors } from '../../receive/__testUtils__/openDoors';
import deployed from './__fixtures__/service.deployed.json';
import { cdevents } from './index';

const SECRET = 'a-secret-for-tests';

/** Doors with this source behind `/webhooks/events`, on a port of their own. */
async function listen() {
  const doors = openDoors({
    sources: [cdevents],
    qualityGates: {
      sources: {
        events: { type: 'cdevents', webhook: { secrets: [SECRET] } },
      },
    },
  });
  const server = createServer(doors.app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/webhooks/events`;
  return { ...doors, url, close: () => server.close() };
}

describe('the emitter of the CloudEvents SDK', () => {
  const { specversion, ...attributes } = deployed;
  const event = new CloudEvent({ ...attributes, data: deployed.data });

  it.each([Mode.BINARY, Mode.STRUCTURED])(
    'comes through the door in %s mode, twice as once',
    async mode => {
      const doors = await listen();
      const emit = emitterFor(httpTransport(doors.url), { mode });
      const headers = { authorization: `Bearer ${SECRET}` };
      await emit(event, { headers });
      await emit(event, { headers });
      doors.close();
      expect(doors.deliveries).toHaveLength(1);
      const [delivery] = doors.deliveries;
      expect(delivery).toMatchObject({
        kind: 'dev.cdevents.service.deployed.0.2.0',
        externalId: 'dev.cdevents.service.deployed.0.2.0 /deployer/eu d-1',
      });
      expect(cdevents.normalise(delivery)).toMatchObject([
        {
          type: 'deployment',
          data: { version: 'v1.4.0', environment: 'production' },
        },
      ]);
    },
  );

  it('is refused without the secret', async () => {
    const doors = await listen();
    const emit = emitterFor(httpTransport(doors.url));
    await emit(event);
    doors.close();
    expect(doors.deliveries).toEqual([]);
  });

  it('comes through the door in a batch', async () => {
    const doors = await listen();
    const answer = await fetch(doors.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/cloudevents-batch+json; charset=utf-8',
        authorization: `Bearer ${SECRET}`,
      },
      body: JSON.stringify([event, event.cloneWith({ id: 'd-2' })]),
    });
    doors.close();
    expect(answer.status).toBe(202);
    expect(cdevents.normalise(doors.deliveries[0])).toHaveLength(2);
  });
});

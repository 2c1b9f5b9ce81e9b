import { CloudEvent, emitterFor, httpTransport, Mode } from 'cloudevents';
import { listenDoors } from '../../receive/__testUtils__/listenDoors';
import { SECRET } from '../../receive/__testUtils__/openDoors';
import deployed from './__fixtures__/service.deployed.json';
import { cdevents } from './index';

const { specversion, ...attributes } = deployed;
const event = new CloudEvent({ ...attributes, data: deployed.data });
const headers = { authorization: `Bearer ${SECRET}` };

describe('the emitter of the CloudEvents SDK', () => {
  it.each([Mode.BINARY, Mode.STRUCTURED])(
    'comes through the door in %s mode, twice as once',
    async mode => {
      const doors = await listenDoors(cdevents);
      const emit = emitterFor(httpTransport(`http://${doors.webhook}`), {
        mode,
      });
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
    const doors = await listenDoors(cdevents);
    await emitterFor(httpTransport(`http://${doors.webhook}`))(event);
    doors.close();
    expect(doors.deliveries).toEqual([]);
    expect(doors.counted).toEqual(
      new Map([['rejected webhooks unauthenticated', 1]]),
    );
  });

  it('comes through the door in a batch', async () => {
    const doors = await listenDoors(cdevents);
    const answer = await fetch(`http://${doors.webhook}`, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/cloudevents-batch+json; charset=utf-8',
      },
      body: JSON.stringify([event, event.cloneWith({ id: 'd-2' })]),
    });
    doors.close();
    expect(answer.status).toBe(202);
    expect(cdevents.normalise(doors.deliveries[0])).toHaveLength(2);
  });
});

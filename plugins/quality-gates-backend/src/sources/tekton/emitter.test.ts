import { CloudEvent, emitterFor, httpTransport } from 'cloudevents';
import { listenDoors } from '../../receive/__testUtils__/listenDoors';
import { SECRET } from '../../receive/__testUtils__/openDoors';
import failed from './__fixtures__/pipelinerun.failed.json';
import { tekton } from './index';

const event = new CloudEvent({
  type: 'dev.tekton.event.pipelinerun.failed.v1',
  source: '/apis/tekton.dev/v1/namespaces/ci/PipelineRun/payments-main-x7k2p',
  data: failed,
});

describe('a sink that is only a URL', () => {
  it('proves itself with the password in the URL', async () => {
    const doors = await listenDoors(tekton);
    const sink = `http://tekton:${SECRET}@${doors.webhook}`;
    await emitterFor(httpTransport(sink))(event);
    doors.close();
    expect(doors.deliveries).toMatchObject([{ kind: event.type }]);
    expect(tekton.normalise(doors.deliveries[0])).toMatchObject([
      { type: 'run', data: { result: 'failure' } },
      { type: 'task', data: { result: 'skip' } },
    ]);
  });

  it('is refused with another password', async () => {
    const doors = await listenDoors(tekton);
    const sink = `http://${SECRET}:wrong@${doors.webhook}`;
    await emitterFor(httpTransport(sink))(event);
    doors.close();
    expect(doors.deliveries).toEqual([]);
    expect(doors.counted).toEqual(
      new Map([['rejected webhooks unauthenticated', 1]]),
    );
  });
});

import { runPoller } from '../../receive/__testUtils__/runPoller';
import {
  startLoopbackSystem,
  type LoopbackSystem,
} from '../../receive/__testUtils__/loopbackSystem';
import { argocd } from './index';

const PATH = '/api/v1/applications';

const app = (name: string, status: object = {}) => ({
  metadata: {
    name,
    namespace: 'argocd',
    resourceVersion: '4711',
    labels: null,
    annotations: null,
  },
  spec: { destination: { namespace: 'production' }, source: {} },
  status: {
    operationState: {
      phase: 'Succeeded',
      startedAt: '2025-03-10T12:00:00Z',
      finishedAt: '2025-03-10T12:01:00Z',
    },
    health: {
      status: 'Healthy',
      lastTransitionTime: '2025-03-10T12:02:00Z',
    },
    reconciledAt: '2025-03-10T12:30:00Z',
    summary: { images: ['registry.example.com/acme/pay:1.4.2'] },
    ...status,
  },
});

describe('polling Argo CD', () => {
  let system: LoopbackSystem;
  beforeEach(async () => {
    system = await startLoopbackSystem();
  });
  afterEach(() => system.stop());

  const poll = () =>
    runPoller(argocd, {
      section: {
        url: `${system.url}/`,
        token: 'argo-token',
        headers: { 'X-Team': 'platform' },
      },
    });

  it('tells of a synced application as its notification does', async () => {
    system.answers[PATH] = { body: { items: [app('pay')] } };
    const { facts } = await poll();
    expect(facts).toMatchObject([
      {
        type: 'deployment',
        phase: 'terminal',
        at: Date.parse('2025-03-10T12:02:00Z'),
        data: {
          environment: 'production',
          result: 'success',
          version: '1.4.2',
          reachedEnvironment: true,
        },
      },
    ]);
    expect(system.headers[0]).toMatchObject({
      authorization: 'Bearer argo-token',
      'x-team': 'platform',
    });
  });

  it('is the same delivery while nothing but the clock moves on', async () => {
    system.answers[PATH] = { body: { items: [app('pay')] } };
    const first = await poll();
    const later = app('pay', { reconciledAt: '2025-03-10T13:00:00Z' });
    later.metadata.resourceVersion = '4712';
    system.answers[PATH] = { body: { items: [later] } };
    expect((await poll()).bodies).toEqual(first.bodies);
  });

  it('says nothing about an application that was never synced', async () => {
    const never = app('new', { operationState: null });
    system.answers[PATH] = { body: { items: [never] } };
    expect((await poll()).facts).toEqual([]);
  });

  it('has nothing to say when there are no applications', async () => {
    system.answers[PATH] = { body: { items: null } };
    expect((await poll()).facts).toEqual([]);
  });

  it('sends its token nowhere else', async () => {
    const headers = { location: `${system.url}/elsewhere` };
    system.answers[PATH] = { status: 302, headers };
    await expect(poll()).rejects.toThrow(/redirect \(302\)/);
    expect(system.asked).toHaveLength(1);
  });

  it('refuses an answer that is none, naming the field', async () => {
    system.answers[PATH] = { body: { items: [{ metadata: {} }] } };
    await expect(poll()).rejects.toThrow(/items\.0\.metadata\.name/);
    system.answers[PATH] = { body: '<html>' };
    await expect(poll()).rejects.toThrow(/no JSON/);
  });

  it.each([undefined, 'argocd.example.com', 'file:///etc'])(
    'stops the start for the url %s',
    async url => {
      const section = url === undefined ? {} : { url };
      await expect(runPoller(argocd, { section })).rejects.toThrow(/url/);
    },
  );
});

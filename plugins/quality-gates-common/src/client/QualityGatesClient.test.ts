import { QualityGatesClient } from './QualityGatesClient';

function clientAnswering(status: number, body: unknown) {
  const asked: string[] = [];
  const methods: (string | undefined)[] = [];
  const bodies: unknown[] = [];
  const client = new QualityGatesClient({
    discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
    fetchApi: {
      fetch: (async (url: string, init?: RequestInit) => {
        asked.push(url);
        methods.push(init?.method);
        if (init?.body) bodies.push(JSON.parse(String(init.body)));
        return new Response(JSON.stringify(body), {
          status,
          headers: { 'Content-Type': 'application/json' },
        });
      }) as typeof fetch,
    },
  });
  return { client, asked, methods, bodies };
}

describe('QualityGatesClient', () => {
  it('asks below the entity and repeats the key of a list', async () => {
    const { client, asked } = clientAnswering(200, { items: [] });
    await client.readDora('Component:default/checkout', {
      environment: ['production-eu', 'production-us'],
      compare: 'previous',
      from: undefined,
    });
    expect(asked).toEqual([
      'http://portal/api/quality-gates/entities/component/default/checkout/dora?environment=production-eu&environment=production-us&compare=previous',
    ]);
  });

  it('encodes what goes into the path', async () => {
    const { client, asked } = clientAnswering(200, {});
    await client.readGateOutcomes('component:default/a', 'a/b c', {});
    expect(asked[0]).toMatch(/\/gates\/a%2Fb%20c\/outcomes$/);
  });

  it('asks for a replay of one delivery, and of a source in a window, by POST', async () => {
    const { client, asked, methods } = clientAnswering(202, { replayed: 3 });
    await client.replayDelivery('a/b');
    await client.replayDeliveries({
      source: 'github',
      from: '2026-11-01T00:00:00Z',
      to: '2026-11-02T00:00:00Z',
    });
    expect(asked).toEqual([
      'http://portal/api/quality-gates/deliveries/a%2Fb/replay',
      'http://portal/api/quality-gates/deliveries/replay?source=github&from=2026-11-01T00%3A00%3A00Z&to=2026-11-02T00%3A00%3A00Z',
    ]);
    expect(methods).toEqual(['POST', 'POST']);
  });

  it('sends what a person does to an evaluation below its id', async () => {
    const { client, asked, methods, bodies } = clientAnswering(200, {});
    await client.approve('a/b', {
      gate: 'release',
      decision: 'approve',
      reason: 'verified in staging',
    });
    await client.breakGlass('e1', { reason: 'checkout is down', ttl: '1h' });
    expect(asked).toEqual([
      'http://portal/api/quality-gates/evaluations/a%2Fb/approvals',
      'http://portal/api/quality-gates/evaluations/e1/break-glass',
    ]);
    expect(methods).toEqual(['POST', 'POST']);
    expect(bodies).toEqual([
      { gate: 'release', decision: 'approve', reason: 'verified in staging' },
      { reason: 'checkout is down', ttl: '1h' },
    ]);
  });

  it('waits for a decision no longer than it is told to', async () => {
    const { client, asked } = clientAnswering(200, {});
    await client.readEvaluation('e1', { wait: '60s' });
    expect(asked[0]).toMatch(/\/evaluations\/e1\?wait=60s$/);
  });

  it('throws the backend’s own words for anything but 2xx', async () => {
    const { client } = clientAnswering(404, {
      error: { name: 'NotFoundError', message: 'No such entity' },
      response: { statusCode: 404 },
    });
    await expect(
      client.readSetup('component:default/gone'),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 404,
      cause: expect.objectContaining({ message: 'No such entity' }),
    });
  });
});

import { ConfigReader } from '@backstage/config';
import {
  startLoopbackSource,
  type LoopbackAnswer,
  type LoopbackRequest,
  type LoopbackSource,
} from '../testUtils';
import { createGateSource } from './createGateSource';

const opened: LoopbackSource[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map(source => source.close()));
});

async function open(
  answer: (request: LoopbackRequest) => LoopbackAnswer | undefined,
  section: Record<string, unknown> = {},
) {
  const server = await startLoopbackSource(answer);
  opened.push(server);
  const config = {
    type: 'prometheus',
    url: `${server.url}/prom/`,
    allowPrivateAddress: true,
    ...section,
  };
  return {
    server,
    source: createGateSource('metrics', new ConfigReader(config as {})),
  };
}

const signal = () => new AbortController().signal;

describe('createGateSource', () => {
  it('asks below its URL, with its headers and a form', async () => {
    const { server, source } = await open(() => ({ json: { status: 'ok' } }), {
      headers: { Authorization: 'Bearer s3cret', 'X-Scope-OrgID': 'shop' },
    });
    const answer = await source.fetchJson('/api/v1/query?limit=1', {
      signal: signal(),
      form: { query: 'up & running' },
    });
    expect(answer).toEqual({ status: 200, body: { status: 'ok' } });
    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        path: '/prom/api/v1/query',
        query: { limit: '1' },
        form: { query: 'up & running' },
        headers: { authorization: 'Bearer s3cret', 'x-scope-orgid': 'shop' },
      },
    ]);
    expect(source.link('/graph')).toBe(`${server.url}/prom/graph`);
  });

  it.each([
    'https://evil.example/x',
    '//evil.example/x',
    '/../admin',
    '/a/%2e%2e/%2E./admin',
    '/a/..%2fadmin',
    '/\\evil.example',
    'api',
    '/a b',
    '/a#b',
    '',
  ])('refuses the path %j without asking', async path => {
    const { server, source } = await open(() => ({ json: 1 }));
    const asked = source.fetchJson(path, { signal: signal() });
    await expect(asked).rejects.toMatchObject({ name: 'InputError' });
    expect(server.requests).toEqual([]);
  });

  it.each([
    [400, { name: 'InputError' }],
    [401, { name: 'NotAllowedError' }],
    [403, { name: 'NotAllowedError' }],
    [404, { name: 'InputError' }],
    [408, { name: 'ServiceUnavailableError', trouble: 'timeout' }],
    [422, { name: 'InputError' }],
    [429, { name: 'ServiceUnavailableError', trouble: '429' }],
    [500, { name: 'ServiceUnavailableError', trouble: '5xx' }],
    [503, { name: 'ServiceUnavailableError', trouble: '5xx' }],
  ])('turns %i into %j', async (status, error) => {
    const { source } = await open(() => ({ status, text: 'pa55word' }));
    const asked = source.fetchJson('/x?token=pa55word', { signal: signal() });
    await expect(asked).rejects.toMatchObject(error);
    await expect(asked).rejects.not.toThrow(/pa55word/);
  });

  it('reads a status that was declared an answer', async () => {
    const { source } = await open(() => ({
      status: 422,
      json: { errorType: 'execution' },
    }));
    await expect(
      source.fetchJson('/x', { signal: signal(), accept: [422] }),
    ).resolves.toEqual({ status: 422, body: { errorType: 'execution' } });
  });

  it('gives nothing for an answer without a body', async () => {
    const { source } = await open(() => ({ status: 204 }));
    await expect(source.fetchJson('/x', { signal: signal() })).resolves.toEqual(
      { status: 204, body: undefined },
    );
  });

  it.each([
    ['text/html', '<p>hunter2</p>', /text\/html instead of JSON/],
    ['application/json', '{"a": hunter2', /JSON that cannot be read/],
    ['application/json', `"${'x'.repeat(4_194_304)}"`, /more than 4 MiB/],
    ['hunter2 <b>', '1', /no type instead of JSON/],
  ])('refuses %s that is no answer', async (type, text, words) => {
    const { source } = await open(() => ({
      text,
      headers: { 'content-type': type },
    }));
    const asked = source.fetchJson('/x', { signal: signal() });
    await expect(asked).rejects.toThrow(words);
    await expect(asked).rejects.toMatchObject({ name: 'InputError' });
    await expect(asked).rejects.not.toThrow(/hunter2/);
  });

  it('takes a body of exactly 4 MiB', async () => {
    const { source } = await open(() => ({
      text: `"${'x'.repeat(4 * 1024 * 1024 - 2)}"`,
    }));
    const { body } = await source.fetchJson('/x', { signal: signal() });
    expect(body).toHaveLength(4 * 1024 * 1024 - 2);
  });

  it('gives up at its own timeout, which may be tried again', async () => {
    const { source } = await open(() => undefined, {
      timeout: { milliseconds: 50 },
    });
    await expect(
      source.fetchJson('/x', { signal: signal() }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      trouble: 'timeout',
    });
  });

  it('stops with the reason of the signal', async () => {
    const { source } = await open(() => undefined);
    const reason = new Error('enough');
    const aborted = new AbortController();
    setTimeout(() => aborted.abort(reason), 50);
    await expect(
      source.fetchJson('/x', { signal: aborted.signal }),
    ).rejects.toBe(reason);
  });

  it('tells a connection that fails by its code alone', async () => {
    const { server, source } = await open(() => undefined);
    await server.close();
    const asked = source.fetchJson('/x', { signal: signal() });
    await expect(asked).rejects.toThrow(
      /could not be reached \(ECONNREFUSED\)/,
    );
    await expect(asked).rejects.toMatchObject({ trouble: 'network' });
  });

  it.each([
    '127.0.0.1',
    'localhost',
    '[::1]',
    '[::ffff:10.0.0.1]',
    '169.254.169.254',
  ])('does not ask %s unless private addresses are allowed', async host => {
    const { server, source } = await open(() => ({ json: 1 }), {
      allowPrivateAddress: undefined,
    });
    const { port } = new URL(server.url);
    const there = createGateSource(
      'metrics',
      new ConfigReader({ type: 'x', url: `http://${host}:${port}` }),
    );
    for (const one of [source, there]) {
      const asked = one.fetchJson('/x', { signal: signal() });
      await expect(asked).rejects.toThrow(
        /set qualityGates.sources.metrics.allowPrivateAddress/,
      );
      await expect(asked).rejects.toMatchObject({ name: 'NotAllowedError' });
    }
    expect(server.requests).toEqual([]);
  });

  it('sends credentials of the URL as a header, and never links to them', async () => {
    const server = await startLoopbackSource(() => ({ json: 1 }));
    opened.push(server);
    const source = createGateSource(
      'metrics',
      new ConfigReader({
        type: 'x',
        url: server.url.replace('//', '//user:p%40ss@'),
        allowPrivateAddress: true,
      }),
    );
    await source.fetchJson('/x', { signal: signal() });
    expect(server.requests[0].headers.authorization).toBe(
      `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
    );
    expect(source.link('/x')).toBe(`${server.url}/x`);
  });

  it.each(['ftp://example.com', 'example.com', 'https://example.com?a=1'])(
    'refuses to start with the URL %s',
    url => {
      expect(() =>
        createGateSource('metrics', new ConfigReader({ type: 'x', url })),
      ).toThrow(/qualityGates.sources.metrics.url must be/);
    },
  );
});

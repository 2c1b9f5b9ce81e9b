import {
  startLoopbackSystem,
  type LoopbackSystem,
} from './__testUtils__/loopbackSystem';
import { createPollRequest, type PollRequestOptions } from './pollRequest';

const NOW = Date.UTC(2025, 2, 10, 12);

describe('createPollRequest', () => {
  let system: LoopbackSystem;
  beforeEach(async () => {
    system = await startLoopbackSystem();
  });
  afterEach(() => system.stop());

  const request = (options: Partial<PollRequestOptions> = {}) => {
    const get = createPollRequest({
      requestsPerRun: 10,
      signal: new AbortController().signal,
      now: () => NOW,
      ...options,
    });
    return () => get(`${system.url}/api?secret=1`, { 'X-Token': 'hidden' });
  };

  it.each([
    [{ status: 429, headers: { 'retry-after': '90' } }, 90_000],
    [{ status: 403, headers: { 'retry-after': '5' } }, 5_000],
    [
      {
        status: 429,
        headers: { 'retry-after': new Date(NOW + 60_000).toUTCString() },
      },
      60_000,
    ],
    [
      {
        status: 429,
        headers: { 'ratelimit-reset': String(NOW / 1000 + 30) },
      },
      30_000,
    ],
    [{ status: 429 }, 60_000],
    [{ status: 429, headers: { 'retry-after': '99999999' } }, 86_400_000],
  ])('pauses as %j says', async (answer, ms) => {
    system.answers['/api'] = answer;
    await expect(request()()).rejects.toMatchObject({
      name: 'PollPaused',
      until: NOW + ms,
    });
  });

  it('leaves a tenth of the limit to others', async () => {
    system.answers['/api'] = {
      headers: {
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': '500',
        'x-ratelimit-reset': String(NOW / 1000 + 600),
      },
    };
    const ask = request();
    expect(await ask()).toEqual({ status: 200, body: {} });
    await expect(ask()).rejects.toMatchObject({ until: NOW + 600_000 });
    expect(system.asked).toHaveLength(1);
  });

  it('asks no more than a run may', async () => {
    system.answers['/api'] = {};
    const ask = request({ requestsPerRun: 1 });
    await ask();
    await expect(ask()).rejects.toMatchObject({ until: undefined });
  });

  it.each([
    [401, 'AuthenticationError'],
    [403, 'NotAllowedError'],
    [302, 'InputError'],
    [422, 'InputError'],
    [503, 'ServiceUnavailableError'],
  ])('takes %i for a %s, without query and header', async (status, name) => {
    system.answers['/api'] = { status };
    const error = await request()().catch(caught => caught);
    expect(error.name).toBe(name);
    expect(error.message).toMatch(/\/api/);
    expect(error.message).not.toMatch(/secret|hidden/);
  });

  it('answers 404 as what is not there', async () => {
    expect(await request()()).toEqual({ status: 404, body: null });
  });

  it('refuses more bytes than allowed', async () => {
    system.answers['/api'] = { body: 'x'.repeat(2_000) };
    const ask = request({ maxBytes: 1_000 });
    await expect(ask()).rejects.toThrow(/more than 1000 bytes/);
  });

  it('gives up when nobody answers', async () => {
    await system.stop();
    await expect(request()()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    system = await startLoopbackSystem();
  });
});

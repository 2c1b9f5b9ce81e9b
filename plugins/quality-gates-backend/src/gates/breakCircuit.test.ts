import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { ConfigReader } from '@backstage/config';
import {
  startLoopbackSource,
  type LoopbackAnswer,
  type LoopbackSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { createGateSources } from './createGateSources';
import { judge } from './judge';
import { watchCircuits } from './watchCircuits';

const START = Date.parse('2026-11-01T12:00:00Z');

describe('breakCircuit', () => {
  let server: LoopbackSource;
  let answer: LoopbackAnswer | undefined;
  let now: number;
  const logger = mockServices.logger.mock();
  const counted: [string, number, unknown][] = [];
  const metrics = metricsServiceMock.mock({
    createCounter: (name: string) => ({
      add: (n: number, attributes?: unknown) =>
        void counted.push([name, n, attributes]),
    }),
  });

  beforeEach(async () => {
    jest.clearAllMocks();
    counted.length = 0;
    answer = { status: 503 };
    now = START;
    server = await startLoopbackSource(() => answer);
  });
  afterEach(() => server.close());

  function createSources() {
    const source = {
      type: 'prometheus',
      url: server.url,
      allowPrivateAddress: true,
    };
    const config = new ConfigReader({
      sources: { prom: source, other: source },
    });
    const { source: get } = createGateSources(config, {
      watcher: watchCircuits({ logger, metrics }),
      now: () => now,
    });
    const askOf =
      (id: string) =>
      (path = '/x') =>
        get(id, 'prometheus').fetchJson(path, {
          signal: new AbortController().signal,
        });
    return { ask: askOf('prom'), askOther: askOf('other') };
  }

  async function fail(ask: () => Promise<unknown>, times: number) {
    for (let n = 0; n < times; n++) {
      await expect(ask()).rejects.toThrow('answered 503');
    }
  }

  /** Fails in a row, over the time that it takes. */
  async function open(ask: () => Promise<unknown>) {
    await fail(ask, 4);
    now += 10_000;
    await fail(ask, 1);
  }

  it('leaves a source alone that failed 5 times in a row for 10 seconds, and says so and until when', async () => {
    const { ask } = createSources();
    await open(ask);
    const error = await ask().catch(one => one);
    expect(server.requests).toHaveLength(5);
    expect(error).toMatchObject({
      name: 'ServiceUnavailableError',
      trouble: 'network',
      retryAfterMs: 30_000,
    });
    const judged = judge({
      looked: { error },
      settings: { onNoData: 'inconclusive', onError: 'error' },
      asked: { version: '1' },
      now,
    });
    expect(judged).toMatchObject({
      outcome: 'error',
      reason: {
        code: 'source_unavailable',
        message:
          'Source "prom" is not asked until 2026-11-01T12:00:40.000Z, because it failed 5 times in a row. Source "prom", /x, answered 503',
      },
    });
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/^Source "prom" is not asked until/),
    );
  });

  it('does not leave it alone for many failures in one moment', async () => {
    const { ask } = createSources();
    await fail(ask, 8);
    now += 9_999;
    await fail(ask, 1);
    expect(server.requests).toHaveLength(9);
  });

  it('begins to count anew with any answer, a refusal included', async () => {
    const { ask } = createSources();
    for (const status of [200, 401, 404]) {
      await fail(ask, 4);
      now += 60_000;
      answer = { status, json: {} };
      await ask().catch(() => {});
      answer = { status: 503 };
    }
    await fail(ask, 4);
    expect(server.requests).toHaveLength(19);
  });

  it('lets one question through after the pause, and everybody once that is answered', async () => {
    const { ask } = createSources();
    await open(ask);
    now += 30_000;
    answer = { json: { up: true } };
    const [first, meanwhile] = await Promise.allSettled([ask(), ask('/y')]);
    expect([first.status, meanwhile.status]).toEqual(['fulfilled', 'rejected']);
    await ask('/y');
    expect(logger.info).toHaveBeenCalledWith('Source "prom" answers again');
    expect(server.requests).toHaveLength(7);
  });

  it('leaves it alone twice as long when the question let through fails, at most 5 minutes', async () => {
    const { ask } = createSources();
    await open(ask);
    for (const seconds of [30, 60, 120, 240, 300]) {
      now += seconds * 1_000 - 1;
      await expect(ask()).rejects.toThrow('is not asked until');
      now += 1;
      await fail(ask, 1);
    }
    await expect(ask()).rejects.toMatchObject({ retryAfterMs: 300_000 });
    expect(server.requests).toHaveLength(10);
  });

  it('counts how often which source is left alone, and what is not asked meanwhile', async () => {
    const { ask, askOther } = createSources();
    await fail(ask, 4);
    expect(counted).toEqual([]);
    now += 10_000;
    await fail(ask, 1);
    const prom = { source: 'prom' };
    const opened = ['quality_gates.gates.sources_opened', 1, prom];
    const refused = ['quality_gates.gates.sources_refused', 1, prom];
    expect(counted).toEqual([opened]);
    for (const path of ['/x', '/y']) {
      await expect(ask(path)).rejects.toThrow('is not asked until');
    }
    await fail(askOther, 1);
    expect(counted).toEqual([opened, refused, refused]);
    now += 30_000;
    await fail(ask, 1);
    expect(counted).toEqual([opened, refused, refused, opened]);
    now += 60_000;
    answer = { json: {} };
    await ask();
    expect(counted).toHaveLength(4);
  });

  it('leaves other sources as they are', async () => {
    const { ask, askOther } = createSources();
    await open(ask);
    answer = { json: 1 };
    await expect(askOther()).resolves.toMatchObject({ body: 1 });
  });
});

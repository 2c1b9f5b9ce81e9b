import { gzipSync } from 'node:zlib';
import { mockServices } from '@backstage/backend-test-utils';
import { createTraceSchema, encodeTraces } from '../../dev/traceSchema';
import type { SentTraces } from '../receive';
import { createTraceReader } from './createTraceReader';

const execArgv = [
  '--require',
  require.resolve('@backstage/cli/config/nodeTransform.cjs'),
];
const logger = mockServices.logger.mock();
const OPTIONS = {
  maxBytes: 8 * 1024 * 1024,
  rules: { deployments: [] },
  logger,
};
const schema = createTraceSchema();

/** A run of so many steps. */
function makeRequest(steps: number, rest: Partial<SentTraces> = {}) {
  const traceId = 'a'.repeat(32);
  const spans = Array.from({ length: steps }, (_, n) => ({
    traceId,
    spanId: (n + 1).toString(16).padStart(16, '0'),
    name: n === 0 ? 'RUN build' : `step ${n}`,
    kind: n === 0 ? 2 : 1,
    startTimeUnixNano: '1741600000000000000',
    endTimeUnixNano: '1741600060000000000',
    attributes:
      n === 0
        ? [{ key: 'cicd.pipeline.result', value: { stringValue: 'success' } }]
        : [{ key: 'n', value: { stringValue: `${n}` } }],
  }));
  const body = encodeTraces(schema, {
    resourceSpans: [{ scopeSpans: [{ spans }] }],
  });
  return {
    body,
    gzip: false,
    encoding: 'protobuf',
    sender: 'ci',
    ...rest,
  } as const;
}

describe('a thread that reads traces', () => {
  const reader = createTraceReader({
    ...OPTIONS,
    threads: 1,
    startThread: { execArgv, resourceLimits: { maxOldGenerationSizeMb: 48 } },
  });
  const inPlace = createTraceReader({ ...OPTIONS, threads: 0 });
  afterAll(() => reader.stop());

  it('reads what would be read in place', async () => {
    const request = makeRequest(20);
    const zipped = { body: gzipSync(request.body), gzip: true };
    const read = await reader.read({ ...request, ...zipped });
    expect(read).toEqual(await inPlace.read(request));
    expect(read.segments).toMatchObject([
      { spanCount: 20, factCount: 1, reading: { facts: [{ type: 'run' }] } },
    ]);
  }, 30_000);

  it.each([
    ['cut off', gzipSync('{}').subarray(0, 12), 'InputError'],
    ['too large', gzipSync(Buffer.alloc(9_000_000)), 'PayloadTooLargeError'],
    ['no traces', gzipSync('[1]'), 'InputError'],
  ])('says what is wrong with a body that is %s', async (_, body, name) => {
    const sent = makeRequest(1, { body, gzip: true, encoding: 'json' });
    const [error, sameInPlace] = await Promise.all(
      [reader, inPlace].map(one => one.read(sent).catch(thrown => thrown)),
    );
    expect(error.name).toBe(name);
    expect(error.message).toBe(sameInPlace.message);
  });

  it('refuses what takes more memory than it may hold, and that alone', async () => {
    const answers = await Promise.allSettled([
      reader.read(makeRequest(2)),
      reader.read(makeRequest(60_000)),
      reader.read(makeRequest(3)),
    ]);
    expect(answers).toMatchObject([
      { status: 'fulfilled', value: { spans: 2 } },
      {
        status: 'rejected',
        reason: {
          name: 'PayloadTooLargeError',
          message:
            'Reading the request takes too much memory; send smaller batches',
        },
      },
      { status: 'fulfilled', value: { spans: 3 } },
    ]);
    await expect(reader.read(makeRequest(4))).resolves.toMatchObject({
      spans: 4,
    });
  }, 30_000);

  it('has several at hand, so that it need not wait for the portal', async () => {
    await reader.read(makeRequest(1));
    const answers: number[] = [];
    const sent = [2, 3, 4].map(async steps => {
      const { spans } = await reader.read(makeRequest(steps));
      answers.push(spans);
    });
    // Handed over, this thread is busy for as long as the other one needs for all of them.
    await new Promise(resolve => setImmediate(resolve));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    await sent[0];
    await new Promise(resolve => setImmediate(resolve));
    expect(answers).toEqual([2, 3, 4]);
    await Promise.all(sent);
  });

  it('is replaced when it never answers', async () => {
    const stuck = createTraceReader({
      ...OPTIONS,
      threads: 1,
      startThread: { filename: require.resolve('./__testUtils__/stuckThread') },
      deadlineMs: 3000,
    });
    const unavailable = {
      status: 'rejected',
      reason: {
        name: 'ServiceUnavailableError',
        message: 'Not read in time; send it again later',
      },
    };
    await stuck.read(makeRequest(1));
    const answers = await Promise.allSettled([
      stuck.read(makeRequest(1, { sender: 'stuck' })),
      stuck.read(makeRequest(1)),
    ]);
    expect(answers).toMatchObject([unavailable, unavailable]);
    await expect(stuck.read(makeRequest(1))).resolves.toMatchObject({
      spans: 0,
    });
    await stuck.stop();
  }, 30_000);

  it('lets others have a turn between requests that are read in place', async () => {
    let turns = 0;
    let next = setImmediate(function turn() {
      turns += 1;
      next = setImmediate(turn);
    });
    for (const steps of [1, 2, 3]) await inPlace.read(makeRequest(steps));
    clearImmediate(next);
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  it('asks to come again once the portal ends', async () => {
    const ending = createTraceReader({ ...OPTIONS, threads: 1 });
    await ending.stop();
    await expect(ending.read(makeRequest(1))).rejects.toThrow(
      'Quality Gates is ending',
    );
  });
});

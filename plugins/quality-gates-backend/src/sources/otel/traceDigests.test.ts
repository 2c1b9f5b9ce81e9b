import { only } from './__fixtures__/facts';
import { runSpan, span, START, taskSpan } from './__fixtures__/span';

const digestOf = (...spans: Parameters<typeof only>[1][]) =>
  only('run', ...spans)[0].data.digest;

describe('the digest of a trace', () => {
  it('holds the deepest spans that failed, and which task they belong to', () => {
    const job = taskSpan('unit', {
      at: [10, 90],
      attributes: { 'cicd.pipeline.task.run.result': 'failure' },
    });
    const step = span('npm test', {
      parentSpanId: 'unit',
      at: [20, 80],
      statusCode: 2,
      statusMessage: '1 test failed',
      attributes: { 'error.type': 'test_failure' },
    });
    expect(digestOf(runSpan(), job, step)).toEqual({
      spans: 3,
      failed: [
        {
          spanId: 'npm test',
          name: 'npm test',
          taskSpanId: 'unit',
          startedAt: START + 20_000,
          endedAt: START + 80_000,
          result: 'failure',
          message: '1 test failed',
          errorType: 'test_failure',
        },
      ],
      steps: [],
    });
  });

  it('takes the words of an exception where the status has none', () => {
    const step = span('compile', {
      parentSpanId: 'run',
      statusCode: 2,
      events: [
        {
          name: 'exception',
          at: START,
          attributes: {
            'exception.message': 'connection reset by peer',
            'exception.type': 'java.net.SocketException',
          },
        },
      ],
    });
    expect(digestOf(runSpan(), step)?.failed[0]).toMatchObject({
      message: 'connection reset by peer',
      errorType: 'java.net.SocketException',
    });
  });

  it('says which failure is the work of the CI system', () => {
    const agent = span('agent', {
      parentSpanId: 'run',
      statusCode: 2,
      attributes: { 'cicd.system.component': 'agent' },
    });
    expect(digestOf(runSpan(), agent)?.failed[0].platform).toBe(true);
  });

  it.each([
    [true, true],
    ['false', false],
    ['maybe', undefined],
  ])('reads cicd.cache.hit %j as %j', (hit, cacheHit) => {
    const step = span('Restore dependencies', {
      parentSpanId: 'run',
      attributes: { 'cicd.cache.hit': hit },
    });
    expect(digestOf(runSpan(), step)?.steps[0].cacheHit).toBe(cacheHit);
  });

  it('holds checkouts and caches, but no other steps that passed', () => {
    const steps = ['Check out', 'Restore cache', 'Compile'].map((name, index) =>
      span(`s${index}`, {
        name,
        parentSpanId: 'unit',
        at: [index, index + 1],
        statusCode: 1,
      }),
    );
    const digest = digestOf(runSpan(), taskSpan('unit'), ...steps);
    expect(digest?.steps).toEqual([
      { name: 'Check out', seconds: 1, result: 'success' },
      { name: 'Restore cache', seconds: 1, result: 'success' },
    ]);
    expect(digest?.failed).toEqual([]);
  });

  it('is left out when there is nothing to say', () => {
    expect(digestOf(runSpan(), taskSpan('unit'))).toBeUndefined();
  });

  it('holds at most 20 failures', () => {
    const steps = Array.from({ length: 30 }, (_, index) =>
      span(`s${index}`, {
        parentSpanId: 'run',
        at: [index, index + 1],
        statusCode: 2,
      }),
    );
    expect(digestOf(runSpan(), ...steps)?.failed).toHaveLength(20);
  });
});

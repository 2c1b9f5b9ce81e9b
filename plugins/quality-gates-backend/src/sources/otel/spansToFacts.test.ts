import { facts, KEY, keys, only, without } from './__fixtures__/facts';
import {
  DOWNSTREAM,
  RESOURCE,
  runSpan,
  span,
  START,
  taskSpan,
  TRACE_ID,
} from './__fixtures__/span';

const at = (seconds: number) => START + seconds * 1000;
const subject = {
  service: 'ci',
  repository: { host: 'github.com', path: 'acme/payments' },
  pipeline: 'Build and deploy',
};

describe('factsOfTrace', () => {
  it('reads a run and its tasks, under the key that the webhook gives', () => {
    const test = taskSpan('test', {
      at: [10, 200],
      statusCode: 2,
      attributes: {
        'cicd.pipeline.task.run.result': 'failure',
        'cicd.pipeline.task.type': 'test',
        'cicd.pipeline.task.run.url.full':
          'https://github.com/Acme/Payments/actions/runs/7001/job/9',
      },
    });
    const root = runSpan({ attributes: { 'vcs.change.id': '42' } });
    expect(facts(root, test)).toEqual([
      {
        type: 'run',
        key: KEY,
        subject,
        channel: 'otlp',
        at: at(300),
        phase: 'terminal',
        reportedBy: 'ci',
        data: {
          pipeline: 'Build and deploy',
          attempt: 1,
          result: 'success',
          branch: 'main',
          commit: 'a1b2c3',
          pullRequest: '42',
          startedAt: at(0),
          finishedAt: at(300),
          url: 'https://github.com/Acme/Payments/actions/runs/7001',
          traceId: TRACE_ID,
          digest: {
            spans: 2,
            failed: [expect.objectContaining({ spanId: 'test' })],
            steps: [],
          },
        },
      },
      {
        type: 'task',
        key: `${KEY}|test|test-1`,
        subject,
        channel: 'otlp',
        at: at(200),
        phase: 'terminal',
        reportedBy: 'ci',
        data: {
          runKey: KEY,
          name: 'test',
          stage: 'test',
          result: 'failure',
          startedAt: at(10),
          finishedAt: at(200),
          url: 'https://github.com/Acme/Payments/actions/runs/7001/job/9',
          spanId: 'test',
        },
      },
    ]);
  });

  it('says nothing of traces that are no pipelines', () => {
    const resourceAttributes = { 'service.name': 'checkout' };
    expect(
      facts(
        span('GET /', { kind: 2, resourceAttributes }),
        span('select', { parentSpanId: 'GET /', resourceAttributes }),
      ),
    ).toEqual([]);
    expect(facts()).toEqual([]);
  });

  it('has a run under way while only tasks that name it have arrived', () => {
    const [run] = only('run', taskSpan('b', { at: [30, 40] }), taskSpan('a'));
    expect(run).toMatchObject({
      key: KEY,
      phase: 'executing',
      at: at(0),
      data: { startedAt: at(0), commit: 'a1b2c3', branch: 'main' },
    });
    expect(run.data.result).toBeUndefined();
    expect(run.data.finishedAt).toBeUndefined();
  });

  it("is older than the run's own span whatever tasks end after that", () => {
    const late = taskSpan('late', { at: [10, 900] });
    const [early] = only('run', late);
    const [whole] = only('run', late, runSpan());
    expect(early.at).toBeLessThan(whole.at);
    expect(whole.phase).toBe('terminal');
  });

  it('waits for the run when tasks do not name it', () => {
    const resourceAttributes = without(
      'cicd.pipeline.run.id',
      'cicd.pipeline.run.url.full',
    );
    const task = taskSpan('a', { resourceAttributes });
    expect(facts(task)).toEqual([]);
    expect(facts(task, runSpan({ resourceAttributes }))).toMatchObject([
      { type: 'run', key: `otlp:${TRACE_ID}#1` },
      { type: 'task', data: { runKey: `otlp:${TRACE_ID}#1` } },
    ]);
  });

  it('finds the run of a task that only its ancestors name', () => {
    const resourceAttributes = { 'service.name': 'worker' };
    const step = span('step', { parentSpanId: 'run', resourceAttributes });
    const task = taskSpan('a', { parentSpanId: 'step', resourceAttributes });
    expect(only('task', runSpan(), step, task)).toMatchObject([
      { data: { runKey: KEY }, subject: { service: 'worker' } },
    ]);
  });

  it('gives the run the id that only its tasks say', () => {
    const resourceAttributes = without(
      'cicd.pipeline.run.id',
      'cicd.pipeline.run.url.full',
    );
    expect(keys(runSpan({ resourceAttributes }), taskSpan('a'))).toEqual([KEY]);
  });

  it('keeps several runs of one trace apart', () => {
    const spans = [
      runSpan(),
      taskSpan('trigger'),
      span('other', {
        kind: 2,
        parentSpanId: 'trigger',
        resourceAttributes: DOWNSTREAM,
        attributes: { 'cicd.pipeline.result': 'failure' },
      }),
      taskSpan('build', {
        parentSpanId: 'other',
        resourceAttributes: DOWNSTREAM,
      }),
    ];
    expect(only('run', ...spans)).toMatchObject([
      { key: KEY, data: { result: 'success' } },
      {
        key: 'github:github.com/acme/payments/7002#1',
        data: { result: 'failure' },
      },
    ]);
    expect(only('task', ...spans).map(({ data }) => data.runKey)).toEqual([
      KEY,
      'github:github.com/acme/payments/7002#1',
    ]);
  });

  it('takes a top span of any kind with a result for the run', () => {
    expect(keys(runSpan({ kind: 1 }))).toEqual([KEY]);
    expect(keys(runSpan({ kind: 1, parentSpanId: 'gone' }))).toEqual([]);
  });

  it('takes a SERVER span with a result below a parent in another system', () => {
    expect(keys(runSpan({ parentSpanId: 'gone' }))).toEqual([KEY]);
  });

  it('makes no tasks of steps when only the resource names the job', () => {
    const resourceAttributes = { ...RESOURCE, 'cicd.pipeline.task.name': 'x' };
    const step = span('step', { parentSpanId: 'run', resourceAttributes });
    expect(only('task', runSpan(), step)).toEqual([]);
  });

  it('counts a span that came twice once, with its later end', () => {
    const spans = [runSpan(), runSpan({ at: [0, 200] }), taskSpan('a')];
    expect(facts(...spans, ...spans)).toEqual(facts(runSpan(), taskSpan('a')));
  });

  it('tells tasks of one name apart by their run id', () => {
    const names = { 'cicd.pipeline.task.name': 'test' };
    const ids = only(
      'task',
      runSpan(),
      taskSpan('a', { attributes: names }),
      taskSpan('b', { attributes: names }),
    ).map(({ key }) => key);
    expect(ids).toEqual([`${KEY}|test|a-1`, `${KEY}|test|b-1`]);
  });

  it.each([
    [{ 'cicd.pipeline.result': 'timeout' }, 1, 'timeout'],
    [{ 'cicd.pipeline.result': 'SUCCESS' }, 2, 'success'],
    [{ 'cicd.pipeline.result': 'something new' }, 1, 'unknown'],
    [{ 'cicd.pipeline.run.status': 'cancelled' }, 0, 'cancellation'],
  ] as const)('of %j and status %i, the result is %s', (own, code, result) => {
    const root = span('run', {
      kind: 2,
      statusCode: code,
      attributes: { ...own },
    });
    expect(only('run', root)[0].data.result).toBe(result);
  });

  it.each([
    [0, 'unknown'],
    [1, 'success'],
    [2, 'failure'],
  ] as const)(
    'of a task without a result, status %i is %s',
    (statusCode, result) => {
      const task = span('a', {
        statusCode,
        attributes: { 'cicd.pipeline.task.name': 'a' },
      });
      expect(only('task', task)[0].data.result).toBe(result);
    },
  );
});

describe('hostile attributes', () => {
  it('are cut, cleaned or dropped before they become keys and links', () => {
    const [run] = only(
      'run',
      runSpan({
        resourceAttributes: {
          'service.name': 'ci\0',
          'cicd.pipeline.run.id': `${'9'.repeat(100_000)}`,
          'cicd.pipeline.run.url.full': 'data:text/html,x',
          'vcs.ref.head.revision': 'not a sha',
          'vcs.ref.head.name': { nested: 'x' },
        },
      }),
    );
    expect(run.key).toBe(`otlp:ci/${'9'.repeat(256)}#1`);
    expect(run.data.url).toBeUndefined();
    expect(run.data.commit).toBeUndefined();
    expect(run.data.branch).toBeUndefined();
  });

  it('do not make long chains and circles of spans slow', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      span(`s${index}`, { parentSpanId: `s${index + 1}` }),
    );
    const circle = [
      taskSpan('x', { parentSpanId: 'y' }),
      taskSpan('y', { parentSpanId: 'x' }),
      taskSpan('z', { parentSpanId: 'z' }),
    ];
    expect(
      only('task', ...chain, ...circle).map(({ data }) => data.name),
    ).toEqual(['x', 'y', 'z']);
  });
});

import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  DOWNSTREAM,
  runSpan,
  span,
  taskSpan,
  TRACE_ID,
} from './__fixtures__/span';
import { spansOfRun } from './traceView';

const KEY = 'github:github.com/acme/payments/7001#1';
const view = (...spans: Span[]) => spansOfRun(spans, KEY);
const shape = (...spans: Span[]) =>
  view(...spans).map(({ spanId, parentSpanId, kind }) => [
    spanId,
    parentSpanId,
    kind,
  ]);

describe('spansOfRun', () => {
  it('answers parents before children, siblings by start, with their kinds', () => {
    expect(
      shape(
        span('compile', { parentSpanId: 'build', at: [12, 20] }),
        taskSpan('unit', { parentSpanId: 'test', at: [60, 90] }),
        span('wait', {
          name: 'queue-build',
          parentSpanId: 'build',
          at: [5, 9],
        }),
        taskSpan('test', { at: [60, 100] }),
        taskSpan('build', { at: [5, 50] }),
        span('agent', {
          parentSpanId: 'run',
          at: [1, 2],
          attributes: { 'cicd.system.component': 'controller' },
        }),
        runSpan(),
      ),
    ).toEqual([
      ['run', null, 'run'],
      ['agent', 'run', 'platform'],
      ['build', 'run', 'job'],
      ['wait', 'build', 'queue'],
      ['compile', 'build', 'step'],
      ['test', 'run', 'stage'],
      ['unit', 'test', 'job'],
    ]);
  });

  it('answers instants, result, message and links', () => {
    const url = 'https://github.com/Acme/Payments/actions/runs/7001/job/9';
    const task = taskSpan('build', {
      at: [5, 50.25],
      statusMessage: 'exit 1',
      attributes: {
        'cicd.pipeline.task.run.result': 'failed',
        'cicd.pipeline.task.run.url.full': url,
      },
    });
    expect(view(runSpan(), task)).toEqual([
      {
        spanId: 'run',
        parentSpanId: null,
        name: 'RUN Build and deploy',
        kind: 'run',
        startedAt: '2025-03-10T10:00:00.000Z',
        endedAt: '2025-03-10T10:05:00.000Z',
        result: 'success',
      },
      {
        spanId: 'build',
        parentSpanId: 'run',
        name: 'build',
        kind: 'job',
        startedAt: '2025-03-10T10:00:05.000Z',
        endedAt: '2025-03-10T10:00:50.250Z',
        result: 'failure',
        message: 'exit 1',
        url,
      },
    ]);
  });

  it('puts orphans at the top, and needs no run span', () => {
    expect(
      shape(
        span('step', { parentSpanId: 'lost', at: [30, 40] }),
        taskSpan('build', { at: [5, 50] }),
      ),
    ).toEqual([
      ['build', null, 'job'],
      ['step', null, 'step'],
    ]);
  });

  it('cuts circles of parent links at their earliest span', () => {
    expect(
      shape(
        runSpan(),
        span('b', { parentSpanId: 'a', at: [20, 30] }),
        span('a', { parentSpanId: 'b', at: [10, 30] }),
        span('self', { parentSpanId: 'self', at: [40, 50] }),
        span('c', { parentSpanId: 'b', at: [25, 26] }),
      ),
    ).toEqual([
      ['run', null, 'run'],
      ['a', null, 'step'],
      ['b', 'a', 'step'],
      ['c', 'b', 'step'],
      ['self', null, 'step'],
    ]);
  });

  it('leaves out other runs of the same trace, and lifts what is below them', () => {
    const spans = [
      runSpan(),
      taskSpan('trigger'),
      span('other', {
        kind: 2,
        parentSpanId: 'trigger',
        resourceAttributes: DOWNSTREAM,
        attributes: { 'cicd.pipeline.result': 'success' },
      }),
      taskSpan('back', { parentSpanId: 'other' }),
    ];
    expect(shape(...spans)).toEqual([
      ['run', null, 'run'],
      ['trigger', 'run', 'stage'],
      ['back', null, 'job'],
    ]);
    expect(
      spansOfRun(spans, 'github:github.com/acme/payments/7002#1').map(
        ({ spanId }) => spanId,
      ),
    ).toEqual(['other']);
  });

  it('answers every span when no trace knows the run', () => {
    expect(spansOfRun([runSpan(), span('x')], 'plain:ci/1#1')).toHaveLength(2);
    expect(spansOfRun([], KEY)).toEqual([]);
  });

  it('joins the traces of one run, the earlier first', () => {
    const traceId = TRACE_ID.replace(/^7/, '0');
    expect(
      shape(
        taskSpan('deploy', { traceId, at: [400, 500], parentSpanId: null }),
        runSpan(),
      ),
    ).toEqual([
      ['run', null, 'run'],
      ['deploy', null, 'job'],
    ]);
  });

  it('takes the own work of a CI system for its own by name, and HTTP requests for none', () => {
    const platform = ['Receive webhook', 'Schedule', 'Runner allocation'];
    const other = ['POST /orders', 'Post deploy checks', 'Schedule a job'];
    const kinds = view(
      runSpan(),
      ...[...platform, ...other].map((name, index) =>
        span(`s${index}`, { name, parentSpanId: 'run', at: [index, 9] }),
      ),
    ).flatMap(({ kind, name }) => (kind === 'platform' ? name : []));
    expect(kinds).toEqual(platform);
  });

  it.each([
    ['pass', 2, 'success'],
    ['fail', 0, 'failure'],
    [undefined, 2, 'failure'],
    [undefined, 0, 'unknown'],
  ] as const)(
    'of a test case that did %s, with status %i, the result is %s',
    (status, statusCode, result) => {
      const attributes: Record<string, string> = status
        ? { 'test.case.result.status': status }
        : {};
      expect(view(span('case', { statusCode, attributes }))[0].result).toBe(
        result,
      );
    },
  );
});

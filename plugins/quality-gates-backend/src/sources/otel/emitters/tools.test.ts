import { facts, keys, only } from '../__fixtures__/facts';
import { runSpan, span, taskSpan } from '../__fixtures__/span';
import { spansBy } from '../__fixtures__/traces/spansBy';
import { traces } from '../__fixtures__/traces';

const names = (...spans: Parameters<typeof facts>) =>
  only('task', ...spans).map(({ data }) => data.name);

describe('tools that also run as a step of pipelines', () => {
  it.each(['ansible', 'maven'])(
    'make no run of %s whose parent is not there yet',
    name => {
      const [root, ...inside] = traces[name];
      expect(facts({ ...root, parentSpanId: 'lost' }, ...inside)).toEqual([]);
      expect(facts(...inside)).toEqual([]);
      expect(keys(root, ...inside)).toHaveLength(1);
    },
  );

  it.each(['ansible', 'maven'])('are steps where %s is in a task', name => {
    const [root, ...inside] = traces[name].map(one => ({
      ...one,
      spanId: `of-${one.spanId}`,
      parentSpanId: one.parentSpanId && `of-${one.parentSpanId}`,
    }));
    const inTask = { ...root, parentSpanId: 'build' };
    const all = [runSpan(), taskSpan('build'), inTask, ...inside];
    expect(names(...all)).toEqual(['build']);
  });

  it.each(['otelCli', 'tracepusher'])(
    'tell nothing of %s without a run around it',
    name => {
      const own = traces[name].slice(2);
      expect(own.length).toBeGreaterThan(0);
      expect(facts(...own)).toEqual([]);
    },
  );

  it('believe what a script says in the names of the conventions', () => {
    const scope = { scopeName: 'github.com/equinix-labs/otel-cli' };
    const own = span('own', {
      ...scope,
      kind: 2,
      attributes: { 'cicd.pipeline.result': 'failed', 'process.command': 'x' },
    });
    expect(only('run', own)).toMatchObject([{ data: { result: 'failure' } }]);
    const test = span('t', { ...scope, attributes: { 'test.case.name': 'a' } });
    expect(only('test-report', test)).toHaveLength(1);
  });

  it('keep the status of an Ansible task that was ignored or included', () => {
    const [root, task] = traces.ansible;
    const ofStatus = (word: string, statusCode: 0 | 1 | 2) =>
      only('task', root, {
        ...task,
        statusCode,
        attributes: { ...task.attributes, 'ansible.task.host.status': word },
      })[0].data.result;
    expect(ofStatus('included', 1)).toBe('success');
    expect(ofStatus('ignored', 0)).toBe('unknown');
    expect(ofStatus('unreachable', 2)).toBe('failure');
  });

  it('are never taken for a success where a Maven build says nothing', () => {
    const [root] = traces.maven;
    expect(only('run', root)).toMatchObject([{ data: { result: 'unknown' } }]);
  });
});

describe('reports of tests', () => {
  it('of pytest are incomplete when pytest broke off', () => {
    const session = span('s', {
      attributes: { 'tests.status': 'interrupted' },
    });
    expect(only('test-report', session)[0].data).toMatchObject({
      tool: 'pytest',
      incomplete: 'pytest: interrupted',
    });
  });

  it('of junit2otlp are read in the names of older versions too', () => {
    const spans = spansBy(
      { resourceAttributes: {} },
      ['suite', null, 'PayTest', [0, 3], { 'tests.total': 1 }],
      [
        'case',
        'suite',
        'pays',
        [0, 1],
        {
          'test.classname': 'PayTest',
          'test.duration': 1500,
          'test.status': 'error',
          'test.error': 'boom',
        },
      ],
    );
    expect(only('test-report', ...spans)[0].data).toMatchObject({
      suite: 'PayTest',
      failed: 1,
      cases: [{ name: 'pays', durationSeconds: 1.5, message: 'boom' }],
    });
  });

  it('of uploaded files know a skipped case by why it was, not by its status', () => {
    const skipped = span('c', {
      statusCode: 1,
      attributes: {
        'test.scope': 'Case',
        'test.name': 'later',
        'test.skipped.0.message': 'not yet',
      },
    });
    expect(only('test-report', skipped)[0].data).toMatchObject({
      passed: 0,
      skipped: 1,
    });
  });
});

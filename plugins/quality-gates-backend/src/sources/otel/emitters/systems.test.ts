import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { facts, keys, only } from '../__fixtures__/facts';
import { traces } from '../__fixtures__/traces';

const say = (spans: readonly Span[], id: string, own: Partial<Span>): Span[] =>
  spans.map(one =>
    one.spanId === id
      ? {
          ...one,
          ...own,
          attributes: { ...one.attributes, ...own.attributes },
        }
      : one,
  );
const result = (spans: readonly Span[]) => only('run', ...spans)[0].data.result;

describe('concourse', () => {
  it('never takes a build for a success, and for a failure only where a step says so', () => {
    const quiet = say(traces.concourse, 'put', { statusCode: 0 });
    expect(result(quiet)).toBe('unknown');
    expect(result(traces.concourse)).toBe('failure');
  });

  it('knows a build by a step of it alone, under the same key', () => {
    const [, get] = traces.concourse;
    expect(keys(get)).toEqual(keys(...traces.concourse));
  });

  it('knows a build that no job has', () => {
    const own = { build_id: '9', team_name: 'main', build: '' };
    const [root] = traces.concourse;
    const attributes = { ...own, pipeline: '', job: '' };
    expect(keys({ ...root, attributes })).toEqual([
      'otlp:concourse-web/main/9#1',
    ]);
  });

  it('makes nothing of what the scheduler does by itself', () => {
    const [root] = traces.concourse;
    const scan = { ...root, name: 'scanner.Run', attributes: {} };
    expect(facts(scan)).toEqual([]);
  });
});

describe('argoWorkflows', () => {
  it('names a pipeline without what was generated', () => {
    const pipeline = (name: string) =>
      only(
        'run',
        ...say(traces.argoWorkflows, 'run', {
          attributes: { name, namespace: 'argo' },
        }).slice(0, 1),
      )[0].data.pipeline;
    expect(pipeline('pay-ci-x7k2p')).toBe('pay-ci');
    expect(pipeline('nightly-1735689600')).toBe('nightly');
    expect(pipeline('pay-build')).toBe('pay-build');
  });

  it('may belong to who has its name or namespace as annotation', () => {
    expect(only('run', ...traces.argoWorkflows)[0].subject.annotations).toEqual(
      [
        { key: 'backstage.io/kubernetes-id', value: 'pay-ci' },
        { key: 'backstage.io/kubernetes-namespace', value: 'argo' },
      ],
    );
  });

  it('takes no unset status for a success', () => {
    expect(result(say(traces.argoWorkflows, 'run', { statusCode: 0 }))).toBe(
      'unknown',
    );
  });

  it('makes no task of a node that only holds others', () => {
    const dag = say(traces.argoWorkflows, 'first', {
      attributes: { node_type: 'DAG' },
    });
    expect(only('task', ...dag)).toHaveLength(1);
  });

  it('knows a workflow by a node of it alone, under the same key', () => {
    const node = traces.argoWorkflows.find(({ spanId }) => spanId === 'first')!;
    expect(keys(node)).toEqual(keys(...traces.argoWorkflows));
  });
});

describe('zuul', () => {
  it('takes no number of a patchset for a commit', () => {
    const gerrit = say(traces.zuul, 'run', {
      attributes: { ref_patchset: '2' },
    });
    const [run] = only('run', ...gerrit);
    expect(run.data).toMatchObject({ pullRequest: '1234' });
    expect(run.data.commit).toBeUndefined();
  });

  it('reads the branch of a push', () => {
    const push = say(traces.zuul, 'run', {
      attributes: { ref_ref: 'refs/heads/main' },
    });
    expect(only('run', ...push)[0].data.branch).toBe('main');
  });
});

describe('buildkite', () => {
  it.each([
    [{ 'buildkite.job.passed': true }, 'success'],
    [{ 'buildkite.job.passed': false }, 'failure'],
    [{ 'buildkite.job.state': 'timed_out' }, 'timeout'],
    [{ 'buildkite.job.passed': 'odd' }, 'unknown'],
  ])('of a job with %j, the result is %s', (attributes, expected) => {
    const spans = say(traces.buildkite, 'job', { attributes });
    expect(only('task', ...spans)[0].data.result).toBe(expected);
  });

  it('says how long a job waited, unless its span begins with the waiting', () => {
    const [task] = only('task', ...traces.buildkite);
    expect(task.data.startedAt! - task.data.queuedAt!).toBe(5000);
    const early = say(traces.buildkite, 'job', {
      attributes: { 'buildkite.job.runnable_at': '2025-03-10T10:00:09Z' },
    });
    expect(only('task', ...early)[0].data.queuedAt).toBeUndefined();
  });

  it('is attributed by its slug', () => {
    expect(only('run', ...traces.buildkite)[0].subject.annotations).toEqual([
      { key: 'buildkite.com/project-slug', value: 'acme/pay' },
    ]);
  });
});

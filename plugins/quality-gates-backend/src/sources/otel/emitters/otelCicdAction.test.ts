import type {
  Attributes,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { checkAnyOrder } from '../__testUtils__/anyOrder';
import { facts, keys, only } from '../__fixtures__/facts';
import { span, START } from '../__fixtures__/span';
import { spansOfRun } from '../traceView';

const at = (seconds: number) => START + seconds * 1000;
const RUN_URL = 'https://github.com/Acme/Payments/actions/runs/7001';
const KEY = 'github:github.com/acme/payments/7001#2';
const SHA = 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2';
type Own = Record<string, Attributes[string]>;
type Given = Parameters<typeof span>[1];

const spanOf = (spanId: string, given: Given) =>
  span(spanId, {
    scopeName: 'otel-cicd-action',
    statusCode: 1,
    resourceAttributes: {
      'service.name': 'Build and deploy',
      'service.namespace': 'Acme/Payments',
      'service.version': SHA,
    },
    ...given,
  });
const root = (own: Own = {}, given: Given = {}) =>
  spanOf('root', {
    name: 'Build and deploy',
    at: [0, 300],
    ...given,
    attributes: {
      'cicd.pipeline.name': 'Build and deploy',
      'cicd.pipeline.result': 'success',
      'cicd.pipeline.run.id': 7001,
      'cicd.pipeline.run.url.full': RUN_URL,
      'cicd.pipeline.run.state': 'finalizing',
      'github.run_id': 7001,
      'github.run_attempt': 2,
      'github.head_branch': 'feature/x',
      'github.head_sha': SHA,
      'github.conclusion': 'success',
      'github.pull_requests.0.number': 42,
      ...own,
    },
  });
const queued = spanOf('queued', {
  parentSpanId: 'root',
  name: 'Queued',
  at: [0, 12],
  statusCode: 0,
});
const job = (id: number, name: string, own: Own = {}) =>
  spanOf(`job-${id}`, {
    parentSpanId: 'root',
    name,
    at: [12, 200],
    attributes: {
      'cicd.pipeline.task.name': name,
      'cicd.pipeline.task.run.id': id,
      'cicd.pipeline.task.run.url.full': `${RUN_URL}/job/${id}`,
      'cicd.pipeline.task.run.result': 'success',
      'github.job.id': id,
      'github.job.name': name,
      'github.job.run_id': 7001,
      'github.job.run_attempt': 2,
      'github.job.head_sha': SHA,
      'github.job.head_branch': 'feature/x',
      'github.job.workflow_name': 'Build and deploy',
      'github.job.conclusion': 'success',
      'github.conclusion': 'success',
      ...own,
    },
  });
const step = spanOf('step', {
  parentSpanId: 'job-9',
  name: 'Run tests',
  at: [20, 180],
  attributes: { 'github.job.step.name': 'Run tests' },
});
const trace: Span[] = [queued, job(9, 'test'), step, root()];
const subject = {
  service: 'Build and deploy',
  repository: { host: 'github.com', path: 'acme/payments' },
  pipeline: 'Build and deploy',
};

describe('otelCicdAction', () => {
  it('reads the run and its jobs, under the key of the webhook', () => {
    expect(facts(...trace)).toMatchObject([
      {
        type: 'run',
        key: KEY,
        phase: 'terminal',
        subject,
        data: {
          pipeline: 'Build and deploy',
          attempt: 2,
          result: 'success',
          branch: 'feature/x',
          commit: SHA,
          pullRequest: '42',
          queuedAt: at(0),
          startedAt: at(12),
          dequeuedAt: at(12),
          finishedAt: at(300),
          url: RUN_URL,
        },
      },
      {
        type: 'task',
        key: `${KEY}|test|9`,
        subject,
        data: {
          name: 'test',
          result: 'success',
          startedAt: at(12),
          finishedAt: at(200),
          url: `${RUN_URL}/job/9`,
        },
      },
    ]);
    expect(facts(...trace)).toHaveLength(2);
  });

  it('says the same in any order and whatever part comes first', () => {
    expect(() => checkAnyOrder(trace)).not.toThrow();
  });

  it('draws the run, its queue, jobs and steps', () => {
    expect(spansOfRun(trace, KEY).map(({ kind }) => kind)).toEqual([
      'run',
      'queue',
      'job',
      'step',
    ]);
  });

  it('reads a cancelled run, whose status is OK', () => {
    const own = {
      'cicd.pipeline.result': 'cancellation',
      'github.conclusion': 'cancelled',
    };
    const cancelled = job(9, 'test', {
      'cicd.pipeline.task.run.result': '',
      'github.job.conclusion': 'cancelled',
    });
    expect(facts(root(own), cancelled)).toMatchObject([
      { type: 'run', data: { result: 'cancellation' } },
      { type: 'task', data: { result: 'cancellation' } },
    ]);
  });

  it.each([
    [{ 'github.conclusion': 'timed_out' }, 1, 'timeout'],
    [{ 'github.conclusion': '' }, 1, 'unknown'],
    [{ 'github.conclusion': '' }, 2, 'failure'],
  ] as const)('of %j and status %i, the result is %s', (own, code, result) => {
    const given = { statusCode: code };
    const [run] = only(
      'run',
      root({ 'cicd.pipeline.result': '', ...own }, given),
    );
    expect(run.data.result).toBe(result);
  });

  it('knows a run by its jobs alone, with branch and commit', () => {
    expect(facts(job(9, 'test'))[0]).toMatchObject({
      key: KEY,
      phase: 'executing',
      subject,
      data: { branch: 'feature/x', commit: SHA, pipeline: 'Build and deploy' },
    });
  });

  it('takes repository and commit from the resource where nothing else says', () => {
    const own = { 'cicd.pipeline.run.url.full': '', 'github.head_sha': '' };
    expect(only('run', root(own))).toMatchObject([
      { key: KEY, data: { commit: SHA } },
    ]);
    expect(keys(root(own, { scopeName: 'mine' }))).toEqual([
      'otlp:Build and deploy/7001#2',
    ]);
  });

  it('takes the first pull request that has a number', () => {
    const own = {
      'github.pull_requests.0.number': '',
      'github.pull_requests.1.number': 43,
    };
    expect(only('run', root(own))[0].data.pullRequest).toBe('43');
  });

  it('reads the exporter before it, which has no result of the conventions', () => {
    const given = { scopeName: 'otel-export-trace', statusCode: 0 as const };
    const old = root(
      {
        'cicd.pipeline.result': '',
        'cicd.pipeline.run.id': '',
        'cicd.pipeline.run.url.full': '',
        'github.html_url': RUN_URL,
        'github.conclusion': 'failure',
      },
      given,
    );
    expect(only('run', old)).toMatchObject([
      { key: KEY, data: { result: 'failure' } },
    ]);
  });

  it('tells a deployment of a job that names its environment', () => {
    const deploy = job(10, 'deploy', {
      'cicd.pipeline.task.type': 'deploy',
      'deployment.environment.name': 'production',
    });
    expect(only('deployment', root(), deploy)).toMatchObject([
      { data: { environment: 'production', commit: SHA, result: 'success' } },
    ]);
  });
});

import type {
  FactOf,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  RESOURCE,
  runSpan,
  span,
  START,
  taskSpan,
  TRACE_ID,
} from './__fixtures__/span';
import type { TraceRules } from './deploymentEvidence';
import { factsOfTrace } from './spansToFacts';

const ENVIRONMENT = 'deployment.environment.name';
const NO_RULES: TraceRules = { deployments: [] };
const deployments = (spans: Span[], rules = NO_RULES) =>
  factsOfTrace({ traceId: TRACE_ID, spans, sender: 'ci' }, rules).filter(
    (fact): fact is FactOf<'deployment'> => fact.type === 'deployment',
  );
const deployTask = (attributes: Record<string, string>, rest: object = {}) =>
  taskSpan('deploy', { at: [200, 290], ...rest, attributes });

const RUN = 'github:github.com/acme/payments/7001#1';

describe('deploymentFacts', () => {
  it('reads a deployment off the task that names it, under the key of its webhook', () => {
    const task = deployTask({
      'cicd.pipeline.task.type': 'deploy',
      'deployment.id': '1208',
      'deployment.status': 'succeeded',
      [ENVIRONMENT]: 'Production',
      'artifact.version': 'v1.2.3',
    });
    expect(deployments([runSpan(), task])).toEqual([
      {
        type: 'deployment',
        key: 'github:github.com/acme/payments/1208',
        subject: {
          service: 'ci',
          repository: { host: 'github.com', path: 'acme/payments' },
          pipeline: 'Build and deploy',
        },
        channel: 'otlp',
        at: START + 290_000,
        phase: 'terminal',
        reportedBy: 'ci',
        data: {
          id: '1208',
          environment: 'Production',
          version: 'v1.2.3',
          commit: 'a1b2c3',
          status: 'succeeded',
          result: 'success',
          startedAt: START + 200_000,
          finishedAt: START + 290_000,
          runUrl: 'https://github.com/Acme/Payments/actions/runs/7001',
        },
      },
    ]);
  });

  it('does not take the environment of the CI agent for a deployment', () => {
    const resourceAttributes = { ...RESOURCE, [ENVIRONMENT]: 'production' };
    const spans = [
      runSpan({ resourceAttributes }),
      taskSpan('build', { resourceAttributes }),
      span('step', { parentSpanId: 'build', resourceAttributes }),
    ];
    expect(deployments(spans)).toEqual([]);
    const old = { ...RESOURCE, 'deployment.environment': 'production' };
    expect(deployments([runSpan({ resourceAttributes: old })])).toEqual([]);
  });

  it('takes it for the target of a task of type deploy, unless that names its own', () => {
    const resourceAttributes = { ...RESOURCE, [ENVIRONMENT]: 'production' };
    const environments = (own: Record<string, string>) =>
      deployments([
        deployTask(
          { 'cicd.pipeline.task.type': 'deploy', ...own },
          { resourceAttributes },
        ),
      ]).map(({ data }) => data.environment);
    expect(environments({})).toEqual(['production']);
    expect(environments({ [ENVIRONMENT]: 'staging' })).toEqual(['staging']);
  });

  it('knows no deployment of a deploy task without any environment', () => {
    const task = deployTask({ 'cicd.pipeline.task.type': 'deploy' });
    expect(deployments([runSpan(), task])).toEqual([]);
  });

  it.each([
    ['a task', deployTask({ [ENVIRONMENT]: 'production' })],
    [
      'a task, by the old name',
      deployTask({ 'deployment.environment': 'production' }),
    ],
    [
      'a step',
      span('step', {
        parentSpanId: 'run',
        at: [200, 290],
        statusCode: 1,
        attributes: { [ENVIRONMENT]: 'production' },
      }),
    ],
  ])('takes the environment of %s for a deployment', (_, own) => {
    expect(deployments([runSpan(), own])).toMatchObject([
      {
        key: `otlp:${RUN}|production`,
        data: {
          id: '7001#1',
          environment: 'production',
          result: 'success',
          finishedAt: START + 290_000,
        },
      },
    ]);
  });

  it('takes the environment of the run itself when nothing says it closer', () => {
    const root = runSpan({ attributes: { [ENVIRONMENT]: 'production' } });
    const finishedAt = (...spans: Span[]) =>
      deployments(spans).map(({ data }) => data.finishedAt);
    expect(finishedAt(root, taskSpan('build'))).toEqual([START + 300_000]);
    expect(
      finishedAt(root, deployTask({ [ENVIRONMENT]: 'production' })),
    ).toEqual([START + 290_000]);
  });

  it('counts a deployment once that a task and its steps tell', () => {
    const task = deployTask({
      'deployment.id': '1208',
      [ENVIRONMENT]: 'production',
    });
    const step = span('step', {
      parentSpanId: 'deploy',
      attributes: { [ENVIRONMENT]: 'production' },
    });
    expect(deployments([runSpan(), task, step]).map(({ key }) => key)).toEqual([
      'github:github.com/acme/payments/1208',
    ]);
  });

  it('joins the tasks of one deployment: first start, last end, worst result', () => {
    const part = (id: string, times: [number, number], result: string) =>
      taskSpan(id, {
        at: times,
        attributes: {
          [ENVIRONMENT]: 'production',
          'cicd.pipeline.task.run.result': result,
        },
      });
    expect(
      deployments([
        runSpan(),
        part('api', [100, 150], 'success'),
        part('web', [120, 200], 'failure'),
      ]),
    ).toMatchObject([
      {
        at: START + 200_000,
        data: {
          result: 'failure',
          status: 'failure',
          startedAt: START + 100_000,
          finishedAt: START + 200_000,
        },
      },
    ]);
  });

  it('keeps environments, and components of a monorepo, apart', () => {
    const part = (id: string, environment: string, ref: string) =>
      taskSpan(id, {
        attributes: { [ENVIRONMENT]: environment, 'backstage.entity.ref': ref },
      });
    const found = deployments([
      runSpan(),
      part('a', 'staging', 'component:default/cart'),
      part('b', 'production', 'component:default/cart'),
      part('c', 'production', 'component:default/search'),
    ]);
    expect(
      found.map(({ subject, data }) => [subject.entityRef, data.environment]),
    ).toEqual([
      ['component:default/cart', 'staging'],
      ['component:default/cart', 'production'],
      ['component:default/search', 'production'],
    ]);
    expect(new Set(found.map(({ key }) => key)).size).toBe(3);
  });

  it.each([
    ['succeeded', 'failure', 'success'],
    ['failed', 'failure', 'failure'],
    ['failed', 'success', 'failure'],
    ['failed', 'timeout', 'timeout'],
    ['failed', 'cancellation', 'cancellation'],
    ['rolled forward', 'success', 'success'],
  ])(
    'of status %s and task result %s, the result is %s',
    (status, own, result) => {
      const task = deployTask({
        'deployment.status': status,
        'cicd.pipeline.task.run.result': own,
        [ENVIRONMENT]: 'production',
      });
      expect(deployments([runSpan(), task])[0].data).toMatchObject({
        status,
        result,
      });
    },
  );

  it('takes the result of the task around a step that has none', () => {
    const step = span('step', {
      parentSpanId: 'deploy',
      attributes: { [ENVIRONMENT]: 'production' },
    });
    const task = deployTask({ 'cicd.pipeline.task.run.result': 'failure' });
    expect(deployments([runSpan(), task, step])[0].data.result).toBe('failure');
  });

  it('knows no deployment of a skipped task, unless the task names it', () => {
    const skipped = {
      'cicd.pipeline.task.type': 'deploy',
      'cicd.pipeline.task.run.result': 'skip',
      [ENVIRONMENT]: 'production',
    };
    expect(deployments([runSpan(), deployTask(skipped)])).toEqual([]);
    const named = deployTask({ ...skipped, 'deployment.id': '1208' });
    expect(deployments([runSpan(), named])).toMatchObject([
      { data: { id: '1208', result: 'skip' } },
    ]);
  });

  it('reads a deployment span outside any pipeline, but no span with an environment only', () => {
    const resourceAttributes = {
      'service.name': 'deployer',
      'vcs.repository.url.full': 'https://github.com/acme/payments',
    };
    const lone = (attributes: Record<string, string>) =>
      deployments([span('release', { resourceAttributes, attributes })]);
    expect(
      lone({ 'deployment.status': 'succeeded', [ENVIRONMENT]: 'production' }),
    ).toMatchObject([
      {
        key: `otlp:${TRACE_ID}|production`,
        subject: {
          service: 'deployer',
          repository: { host: 'github.com', path: 'acme/payments' },
        },
        data: { id: TRACE_ID, result: 'success' },
      },
    ]);
    expect(lone({ [ENVIRONMENT]: 'production' })).toEqual([]);
  });
});

describe('configured rules', () => {
  const rule = (match: TraceRules['deployments'][number]['match']) => ({
    deployments: [{ match, environment: 'production' }],
  });
  const spans = [
    runSpan(),
    taskSpan('build', { at: [0, 50] }),
    taskSpan('Prod EU', { at: [50, 80] }),
  ];
  const ends = (match: TraceRules['deployments'][number]['match']) =>
    deployments(spans, rule(match)).map(({ data }) => data.finishedAt);

  it.each([
    ['the job', { job: 'prod' }, [80]],
    ['workflow and job', { workflow: '^build', job: 'prod' }, [80]],
    ['another workflow and the job', { workflow: '^nightly', job: 'prod' }, []],
    ['the workflow alone', { workflow: 'deploy$' }, [300]],
    ['another job', { job: '^release$' }, []],
    ['nothing', {}, []],
  ])('matching %s find deployments that end at %j', (_, match, seconds) => {
    expect(ends(match)).toEqual(seconds.map(s => START + s * 1000));
  });

  it('stand back where a span says it itself', () => {
    const told = deployTask({
      'deployment.id': '1',
      [ENVIRONMENT]: 'production',
    });
    expect(
      deployments([...spans, told], rule({ job: 'prod' })).map(f => f.data.id),
    ).toEqual(['1']);
  });
});

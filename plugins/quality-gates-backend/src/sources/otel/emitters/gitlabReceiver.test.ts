import type {
  Attributes,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { checkAnyOrder } from '../__testUtils__/anyOrder';
import { facts, only } from '../__fixtures__/facts';
import { corpus, corpusHint, corpusSpans } from '../__fixtures__/otlp';
import { span, START } from '../__fixtures__/span';
import { spansOfRun } from '../traceView';

const at = (seconds: number) => START + seconds * 1000;
const REPOSITORY = 'https://gitlab.example.com/Acme/shop/Web-App';
const KEY = 'gitlab:gitlab.example.com/acme/shop/web-app/501#1';
const RESOURCE: Attributes = {
  'service.name': 'Acme/shop/Web-App',
  'cicd.pipeline.name': '',
  'cicd.pipeline.result': 'success',
  'cicd.pipeline.run.id': 501,
  'cicd.pipeline.run.url.full': `${REPOSITORY}/-/pipelines/501`,
  'vcs.provider.name': 'gitlab',
  'vcs.repository.url.full': REPOSITORY,
  'vcs.ref.head.name': 'main',
  'vcs.ref.head.revision': 'a1b2c3d4',
  'vcs.change.id': 99_000_417,
  'gitlab.project.namespace': 'shop',
};
type Given = Parameters<typeof span>[1];
const spanOf = (spanId: string, given: Given) =>
  span(spanId, { kind: 2, resourceAttributes: RESOURCE, ...given });
const root = (given: Given = {}) =>
  spanOf('root', {
    name: 'Fix the basket',
    at: [0, 600],
    statusCode: 1,
    attributes: { 'gitlab.pipeline.source': 'push' },
    ...given,
  });
const stage = spanOf('stage', {
  parentSpanId: 'root',
  name: 'deploy',
  at: [60, 500],
  statusCode: 2,
});
const job = (id: number, attributes: Record<string, Attributes[string]> = {}) =>
  spanOf(`job-${id}`, {
    parentSpanId: 'stage',
    name: 'deploy-eu',
    at: [60, 200],
    statusCode: 1,
    attributes: {
      'cicd.pipeline.task.name': 'deploy-eu',
      'cicd.pipeline.task.run.id': id,
      'cicd.pipeline.task.run.result': 'success',
      'cicd.pipeline.task.run.url.full': `${REPOSITORY}/-/jobs/${id}`,
      'gitlab.job.queued_duration': 45.5,
      'gitlab.job.allow_failure': false,
      ...attributes,
    },
  });
const environment = (name: string, action: string) => ({
  'cicd.pipeline.task.run.environment.name': name,
  'gitlab.environment.deployment_tier': 'production',
  'gitlab.environment.action': action,
});
const trace: Span[] = [
  root(),
  stage,
  job(10, environment('eu/production', 'start')),
  job(11, {
    'cicd.pipeline.task.name': 'lint',
    'cicd.pipeline.task.run.result': 'failed',
    'gitlab.job.allow_failure': true,
  }),
];
const subject = {
  service: 'Acme/shop/Web-App',
  repository: { host: 'gitlab.example.com', path: 'acme/shop/web-app' },
  pipeline: 'Acme/shop/Web-App',
};

describe('gitlabReceiver', () => {
  it('reads the pipeline, its jobs and what they deploy', () => {
    expect(facts(...trace)).toMatchObject([
      {
        type: 'run',
        key: KEY,
        phase: 'terminal',
        subject,
        data: {
          pipeline: 'Acme/shop/Web-App',
          result: 'success',
          branch: 'main',
          commit: 'a1b2c3d4',
          startedAt: at(0),
          finishedAt: at(600),
          url: `${REPOSITORY}/-/pipelines/501`,
        },
      },
      {
        type: 'task',
        key: `${KEY}|deploy-eu|10`,
        subject,
        data: {
          name: 'deploy-eu',
          stage: 'deploy',
          result: 'success',
          queuedAt: at(14.5),
          startedAt: at(60),
          finishedAt: at(200),
          url: `${REPOSITORY}/-/jobs/10`,
        },
      },
      { key: `${KEY}|lint|11`, data: { stage: 'deploy', result: 'failure' } },
      {
        type: 'deployment',
        subject,
        data: {
          environment: 'eu/production',
          commit: 'a1b2c3d4',
          result: 'success',
          startedAt: at(60),
          finishedAt: at(200),
          runUrl: `${REPOSITORY}/-/pipelines/501`,
        },
      },
    ]);
  });

  it('says the same in any order and whatever part comes first', () => {
    expect(() => checkAnyOrder(trace)).not.toThrow();
  });

  it('takes neither stages nor jobs for runs, though all are SERVER spans', () => {
    expect(only('run', ...trace)).toHaveLength(1);
    expect(only('task', ...trace)).toHaveLength(2);
  });

  it('draws stages as stages', () => {
    const drawn = spansOfRun(trace, KEY);
    expect(drawn.map(({ kind, result }) => [kind, result])).toEqual([
      ['run', 'success'],
      ['stage', 'failure'],
      ['job', 'success'],
      ['job', 'failure'],
    ]);
  });

  it('keeps the name of a pipeline that has one', () => {
    const resourceAttributes = { ...RESOURCE, 'cicd.pipeline.name': 'Release' };
    const [run] = only('run', root({ resourceAttributes }));
    expect(run.data.pipeline).toBe('Release');
  });

  it('makes the link of a run that comes without', () => {
    const resourceAttributes = {
      ...RESOURCE,
      'cicd.pipeline.run.url.full': '',
    };
    const [run] = only('run', root({ resourceAttributes }));
    expect(run).toMatchObject({
      key: KEY,
      data: { url: `${REPOSITORY}/-/pipelines/501` },
    });
  });

  it('takes the merge request from the ref, never its database id', () => {
    expect(only('run', ...trace)[0].data.pullRequest).toBeUndefined();
    const resourceAttributes = {
      ...RESOURCE,
      'vcs.ref.head.name': 'refs/merge-requests/42/head',
    };
    const [run] = only('run', root({ resourceAttributes }));
    expect(run.data.pullRequest).toBe('42');
  });

  it.each([
    ['failed', 'failure'],
    ['canceled', 'cancellation'],
    ['skipped', 'skip'],
    ['manual', 'skip'],
    ['waiting_for_callback', 'unknown'],
  ])("reads GitLab's %s as %s", (word, result) => {
    const resourceAttributes = { ...RESOURCE, 'cicd.pipeline.result': word };
    const [run] = only('run', root({ statusCode: 2, resourceAttributes }));
    expect(run.data.result).toBe(result);
  });

  it.each(['stop', 'prepare', 'verify', 'access'])(
    'tells no deployment of a job that does %s in its environment',
    action => {
      const spans = [root(), job(10, environment('review/7', action))];
      expect(only('deployment', ...spans)).toEqual([]);
      expect(only('task', ...spans)).toHaveLength(1);
    },
  );

  it('tells no deployment of a job that nobody started', () => {
    const manual = job(10, {
      ...environment('production', 'start'),
      'cicd.pipeline.task.run.result': 'manual',
    });
    expect(only('deployment', root(), manual)).toEqual([]);
  });

  it('leaves other spans that GitLab is the forge of to the conventions', () => {
    const { 'gitlab.project.namespace': _, ...resourceAttributes } = RESOURCE;
    const attributes = { 'cicd.pipeline.result': 'success' };
    const nested = spanOf('build', {
      parentSpanId: 'x',
      resourceAttributes,
      attributes,
    });
    expect(facts(nested)).toMatchObject([{ type: 'run', key: KEY }]);
  });
});

const describeCorpus = corpus ? describe : describe.skip;
describeCorpus(`the corpus of gitlabreceiver${corpusHint}`, () => {
  it('is a run that succeeds though one deployment may fail', () => {
    const file = 'pipeline-with-environment.expected.constructed.json';
    const spans = corpusSpans(`collector-gitlabreceiver/${file}`);
    expect(() => checkAnyOrder(spans)).not.toThrow();
    const key = 'gitlab:gitlab.example.com/prod/web-app/3#1';
    const url = 'https://gitlab.example.com/prod/web-app/-/pipelines/3';
    const started = Date.UTC(2026, 0, 5, 8);
    expect(facts(...spans)).toMatchObject([
      {
        key,
        data: {
          pipeline: 'Deploy Pipeline',
          result: 'success',
          branch: 'main',
          startedAt: started,
          url,
        },
      },
      {
        key: `${key}|deploy-staging|10`,
        data: {
          stage: 'deploy',
          result: 'success',
          queuedAt: started + (21 * 60 - 45.5) * 1000,
          startedAt: started + 21 * 60_000,
        },
      },
      {
        key: `${key}|deploy-production|11`,
        data: { stage: 'deploy', result: 'failure' },
      },
      {
        type: 'deployment',
        data: { environment: 'staging', result: 'success', runUrl: url },
      },
      {
        type: 'deployment',
        data: { environment: 'production', result: 'failure', runUrl: url },
      },
    ]);
  });
});

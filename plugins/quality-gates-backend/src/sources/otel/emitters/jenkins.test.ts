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
const HOST = 'https://jenkins.example.com';
const URL = `${HOST}/job/acme/job/pay/job/main/42/`;
const KEY = 'jenkins:jenkins.example.com/job/acme/job/pay/job/main/42#1';
type Own = Record<string, Attributes[string]>;
type Given = Omit<NonNullable<Parameters<typeof span>[1]>, 'attributes'>;

const spanOf = (spanId: string, parent: string, own: Own, given: Given = {}) =>
  span(spanId, {
    parentSpanId: parent || null,
    scopeName: 'io.jenkins.opentelemetry',
    statusCode: 1,
    resourceAttributes: { 'service.name': 'jenkins', 'jenkins.url': HOST },
    ...given,
    attributes: own,
  });
const RUN = {
  'ci.pipeline.id': 'acme/pay/main',
  'ci.pipeline.name': 'acme » pay » main',
  'ci.pipeline.multibranch.type': 'branch',
  'ci.pipeline.run.url': URL,
  'ci.pipeline.run.number': 42,
  'ci.pipeline.run.result': 'SUCCESS',
};
const root = (own: Own = {}, given: Given = {}) =>
  spanOf('root', '', { ...RUN, ...own }, { kind: 2, at: [0, 300], ...given });
const phase = (name: string, from: number, to: number) =>
  spanOf(name, 'root', {}, { name: `Phase: ${name}`, at: [from, to] });
const agent = (id: string, parent: string, from: number, to: number) =>
  spanOf(
    id,
    parent,
    {
      'jenkins.pipeline.step.type': 'node',
      'jenkins.pipeline.step.name': 'agent',
    },
    { name: 'Agent', at: [from, to] },
  );
const allocation = (id: string, parent: string, from: number, to: number) =>
  spanOf(
    id,
    parent,
    {
      'jenkins.pipeline.step.type': 'node',
      'jenkins.pipeline.step.name': 'agent.allocate',
    },
    { name: 'Agent Allocation', at: [from, to] },
  );
const stage = (id: string, parent: string, own: Own = {}, given: Given = {}) =>
  spanOf(
    id,
    parent,
    {
      'jenkins.pipeline.step.type': 'stage',
      'jenkins.pipeline.step.id': id,
      'jenkins.pipeline.step.name': 'Build',
      'jenkins.pipeline.step.result': 'SUCCESS',
      ...own,
    },
    { name: 'Stage: Build', at: [20, 100], ...given },
  );
const git = spanOf(
  'git',
  '7',
  {
    'jenkins.pipeline.step.type': 'git',
    'jenkins.pipeline.step.name': 'Git',
    'git.repository': 'Acme/Pay',
    'git.branch': 'origin/main',
    'server.address': 'github.com',
    'url.full': 'https://github.com/Acme/Pay.git',
  },
  { name: 'git: github.com/Acme/Pay', kind: 3, at: [20, 25] },
);
const trace: Span[] = [
  root(),
  phase('Start', 0, 5),
  phase('Run', 5, 290),
  phase('Finalise', 290, 300),
  agent('agent', 'Run', 5, 280),
  allocation('wait', 'agent', 5, 20),
  stage('7', 'agent'),
  git,
  stage(
    '20',
    'agent',
    { 'deployment.environment.name': 'production' },
    {
      at: [100, 280],
    },
  ),
];
const subject = {
  service: 'jenkins',
  annotations: [
    { key: 'jenkins.io/job-full-name', value: 'acme/pay/main' },
    { key: 'jenkins.io/job-full-name', value: 'acme/pay' },
  ],
  repository: { host: 'github.com', path: 'acme/pay' },
  pipeline: 'acme » pay » main',
};

describe('jenkins', () => {
  it('reads the run, its stages and what they deploy', () => {
    expect(facts(...trace)).toMatchObject([
      {
        type: 'run',
        key: KEY,
        phase: 'terminal',
        subject,
        data: {
          pipeline: 'acme » pay » main',
          attempt: 1,
          result: 'success',
          branch: 'main',
          queuedAt: at(0),
          startedAt: at(20),
          dequeuedAt: at(20),
          finishedAt: at(300),
          url: URL,
        },
      },
      { type: 'task', key: `${KEY}|Build|7`, data: { result: 'success' } },
      { type: 'task', key: `${KEY}|Build|20` },
      {
        type: 'deployment',
        key: `otlp:${KEY}|production`,
        data: { environment: 'production', result: 'success', runUrl: URL },
      },
    ]);
  });

  it('says the same in any order and whatever part comes first', () => {
    expect(() => checkAnyOrder(trace)).not.toThrow();
  });

  it("tells Jenkins' own work from the pipeline's", () => {
    const kinds = spansOfRun(trace, KEY).map(({ name, kind }) => [name, kind]);
    expect(kinds).toEqual([
      ['root', 'run'],
      ['Phase: Start', 'queue'],
      ['Phase: Run', 'platform'],
      ['Agent', 'platform'],
      ['Agent Allocation', 'queue'],
      ['Build', 'job'],
      ['git: github.com/Acme/Pay', 'step'],
      ['Build', 'job'],
      ['Phase: Finalise', 'platform'],
    ]);
  });

  it('counts the wait for an agent of one stage to that stage', () => {
    const told = facts(
      root(),
      phase('Start', 0, 5),
      stage('7', 'root', {}, { at: [5, 100] }),
      agent('agent', '7', 5, 100),
      allocation('wait', 'agent', 5, 30),
    );
    expect(told).toMatchObject([
      { type: 'run', data: { queuedAt: at(0), startedAt: at(5) } },
      { type: 'task', data: { queuedAt: at(5), startedAt: at(30) } },
    ]);
  });

  it.each([
    ['failure', 'failure'],
    ['UNSTABLE', 'failure'],
    ['ABORTED', 'cancellation'],
    ['NOT_BUILT', 'skip'],
  ])('reads a run that ended in %s as %s', (word, result) => {
    const [run] = only('run', root({ 'ci.pipeline.run.result': word }));
    expect(run.data.result).toBe(result);
  });

  it.each([
    ['ExceededTimeout: 10 min', 'timeout'],
    ['CanceledCause: newer build', 'cancellation'],
    ['UserInterruption: jdoe', 'cancellation'],
  ])('reads a stage that %s interrupted as %s', (cause, result) => {
    const own = {
      'jenkins.pipeline.step.result': 'ABORTED',
      'jenkins.pipeline.step.interruption.causes': [cause],
    };
    const [task] = only('task', root(), stage('7', 'root', own));
    expect(task.data.result).toBe(result);
  });

  it('keeps a run apart from one that it started, whichever comes first', () => {
    const started = spanOf(
      'other',
      'trigger',
      {
        ...RUN,
        'ci.pipeline.id': 'acme/deploy',
        'ci.pipeline.multibranch.type': '',
        'ci.pipeline.run.url': `${HOST}/job/acme/job/deploy/42/`,
        'ci.pipeline.run.result': 'FAILURE',
      },
      { kind: 2, at: [30, 90] },
    );
    const spans = [
      ...trace,
      spanOf('trigger', '7', { 'jenkins.pipeline.step.type': 'build' }),
      started,
      stage('3', 'other'),
    ];
    expect(() => checkAnyOrder(spans)).not.toThrow();
    const other = 'jenkins:jenkins.example.com/job/acme/job/deploy/42#1';
    expect(only('run', ...spans)).toMatchObject([
      { key: KEY, data: { result: 'success' } },
      { key: other, data: { result: 'failure' } },
    ]);
    expect(only('task', ...spans).map(({ key }) => key)).toEqual([
      `${KEY}|Build|7`,
      `${other}|Build|3`,
      `${KEY}|Build|20`,
    ]);
  });

  it('takes a run below a span of another system for a run', () => {
    const [run] = only('run', root({}, { parentSpanId: 'elsewhere' }));
    expect(run.key).toBe(KEY);
  });

  it('reads branch and pull request from the name of a branch project', () => {
    const branch = root({ 'ci.pipeline.id': 'acme/pay/feature%2Fx' });
    expect(only('run', branch)[0].data.branch).toBe('feature/x');
    const change = root({
      'ci.pipeline.id': 'acme/pay/PR-17',
      'ci.pipeline.multibranch.type': 'change_request',
    });
    expect(only('run', change)[0].data).toMatchObject({ pullRequest: '17' });
  });

  it('takes commit and branch that the pipeline itself sets', () => {
    const own = {
      'vcs.ref.head.revision': 'a1b2c3d4',
      'vcs.ref.head.name': 'release',
    };
    expect(only('run', root(own))[0].data).toMatchObject({
      commit: 'a1b2c3d4',
      branch: 'release',
    });
  });

  it('makes the repository of host and path where the git step has no link', () => {
    const attributes = { ...git.attributes, 'url.full': '' };
    const spans = [root(), stage('7', 'root'), { ...git, attributes }];
    expect(only('run', ...spans)[0].subject.repository).toEqual({
      host: 'github.com',
      path: 'acme/pay',
    });
  });

  it('knows a run of a controller that has no address by job and number', () => {
    const [run] = only('run', root({ 'ci.pipeline.run.url': '' }));
    expect(run.key).toBe('jenkins:jenkins/acme/pay/main/42#1');
  });

  it('says nothing of requests and logins of the controller', () => {
    const request = spanOf('GET', '', { 'http.method': 'GET' }, { kind: 2 });
    expect(facts(request, spanOf('login', 'GET', {}))).toEqual([]);
  });
});

const describeCorpus = corpus ? describe : describe.skip;
describeCorpus(`the corpus of Jenkins${corpusHint}`, () => {
  it.each([
    ['success', 'success'],
    ['failure', 'failure'],
    ['unstable', 'failure'],
    ['aborted', 'cancellation'],
    ['not_built', 'skip'],
  ])('has a run that ended in %s: %s', (word, result) => {
    const spans = corpusSpans(`jenkins/pipeline-${word}.constructed.json`);
    expect(() => checkAnyOrder(spans)).not.toThrow();
    const started = Date.UTC(2026, 0, 5, 8);
    const place = 'jenkins.example.com/job/acme/job/payments/job/main/42';
    expect(facts(...spans)).toMatchObject([
      {
        key: `jenkins:${place}#1`,
        subject: {
          repository: { host: 'github.com', path: 'acme/payments' },
        },
        data: {
          result,
          branch: 'main',
          queuedAt: started,
          startedAt: started + 12_000,
          finishedAt: started + 120_000,
          url: `https://${place}/`,
        },
      },
      { key: `jenkins:${place}#1|Build|7`, data: { result: 'success' } },
      { key: `jenkins:${place}#1|Deploy to production|20`, data: { result } },
    ]);
  });
});

import { createHash } from 'node:crypto';
import {
  repositoryId,
  runKey,
  type Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { checkAnyOrder } from '../__testUtils__/anyOrder';
import { facts, keys, only } from '../__fixtures__/facts';
import {
  corpus,
  corpusHint,
  corpusJson,
  corpusSpans,
} from '../__fixtures__/otlp';
import { span, START } from '../__fixtures__/span';
import { spansOfRun } from '../traceView';

const at = (seconds: number) => START + seconds * 1000;
const RUN_URL = 'https://github.com/Acme/Payments/actions/runs/7001';
const KEY = 'github:github.com/acme/payments/7001#2';
/** As the receiver makes it: of run id and attempt. */
const traceId = createHash('sha256')
  .update('70012t')
  .digest('hex')
  .slice(0, 32);
const RESOURCE = {
  'service.name': 'payments',
  'vcs.repository.name': 'Payments',
  'vcs.provider.name': 'github',
  'vcs.ref.head': 'main',
  'vcs.ref.type': 'branch',
  'vcs.ref.head.revision': 'a1b2c3d4',
};
const RUN = {
  ...RESOURCE,
  'cicd.pipeline.name': 'Build and deploy',
  'cicd.pipeline.run.url.full': RUN_URL,
  'cicd.pipeline.run.id': 7001,
  'cicd.pipeline.run.status': 'failure',
};
const JOB = {
  ...RESOURCE,
  'cicd.pipeline.name': 'test (20)',
  'cicd.pipeline.task.run.url.full': `${RUN_URL}/job/9`,
  'cicd.pipeline.task.run.id': 9,
  'cicd.pipeline.run.task.status': 'failure',
};

const root = (given: Parameters<typeof span>[1] = {}) =>
  span('root', {
    traceId,
    name: 'Build and deploy',
    kind: 2,
    at: [0, 100],
    statusCode: 2,
    resourceAttributes: RUN,
    ...given,
  });
const job = (given: Parameters<typeof span>[1] = {}) =>
  span('job', {
    traceId,
    parentSpanId: 'root',
    name: 'test (20)',
    at: [5, 90],
    statusCode: 2,
    resourceAttributes: JOB,
    ...given,
  });
const queue = span('queue', {
  traceId,
  parentSpanId: 'job',
  name: 'queue-test (20)',
  at: [5, 12],
  resourceAttributes: JOB,
  attributes: { 'cicd.pipeline.run.queue.duration': 7e9 },
});
const step = (spanId: string, statusCode: 0 | 1 | 2, result: string) =>
  span(spanId, {
    traceId,
    parentSpanId: 'queue',
    at: [12, 20],
    statusCode,
    statusMessage: 'failure',
    resourceAttributes: JOB,
    attributes: {
      'cicd.pipeline.task.name': spanId,
      'cicd.pipeline.run.task.status': result,
    },
  });
const trace: Span[] = [
  root(),
  job(),
  queue,
  step('Run tests', 2, 'failure'),
  step('Upload', 0, 'failure'),
];
const subject = {
  service: 'payments',
  repository: { host: 'github.com', path: 'acme/payments' },
  pipeline: 'Build and deploy',
};

describe('githubReceiver', () => {
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
          result: 'failure',
          branch: 'main',
          commit: 'a1b2c3d4',
          startedAt: at(0),
          finishedAt: at(100),
          url: RUN_URL,
        },
      },
      {
        type: 'task',
        key: `${KEY}|test (20)|9`,
        subject,
        data: {
          runKey: KEY,
          name: 'test (20)',
          result: 'failure',
          queuedAt: at(5),
          startedAt: at(12),
          finishedAt: at(90),
          url: `${RUN_URL}/job/9`,
        },
      },
    ]);
  });

  it('says the same in any order and whatever part comes first', () => {
    expect(() => checkAnyOrder(trace)).not.toThrow();
  });

  it('knows the attempt of a job before its run has come', () => {
    expect(facts(job(), queue)).toMatchObject([
      {
        key: KEY,
        phase: 'executing',
        data: { attempt: 2, commit: 'a1b2c3d4' },
      },
      { key: `${KEY}|test (20)|9` },
    ]);
  });

  it('does not take the name of a job for that of its pipeline', () => {
    expect(only('run', job(), queue)[0].data.pipeline).toBeUndefined();
  });

  it('counts from the attempt before when the trace has another id', () => {
    const before = {
      'cicd.pipeline.run.previous_attempt.url.full': `${RUN_URL}/attempts/4`,
    };
    const other = { traceId: 'f'.repeat(32) };
    const resourceAttributes = { ...RUN, ...before };
    expect(keys(root({ ...other, resourceAttributes }), job(other))).toEqual([
      'github:github.com/acme/payments/7001#5',
    ]);
  });

  it.each([
    ['timed_out', 'timeout'],
    ['cancellation', 'cancellation'],
    ['skip', 'skip'],
    ['neutral', 'success'],
    ['startup_failure', 'error'],
  ])('reads a run that ended in %s as %s', (word, result) => {
    const resourceAttributes = { ...RUN, 'cicd.pipeline.run.status': word };
    const [run] = only('run', root({ statusCode: 0, resourceAttributes }));
    expect(run.data.result).toBe(result);
  });

  it('reads the result of a job that came under the name of the run', () => {
    const { 'cicd.pipeline.run.task.status': _, ...rest } = JOB;
    const resourceAttributes = {
      ...rest,
      'cicd.pipeline.run.status': 'timed_out',
    };
    const told = facts(root(), job({ statusCode: 0, resourceAttributes }));
    expect(told).toMatchObject([
      { type: 'run', data: { result: 'failure' } },
      { type: 'task', data: { result: 'timeout' } },
    ]);
  });

  it('draws steps by their status, as skipped ones are labelled failed', () => {
    const drawn = spansOfRun(trace, KEY);
    expect(drawn.map(({ name, kind, result }) => [name, kind, result])).toEqual(
      [
        ['Build and deploy', 'run', 'failure'],
        ['test (20)', 'job', 'failure'],
        ['queue-test (20)', 'queue', 'unknown'],
        ['Run tests', 'step', 'failure'],
        ['Upload', 'step', 'unknown'],
      ],
    );
  });

  it('leaves spans of other forges and of other emitters alone', () => {
    const gitlab = { ...RUN, 'vcs.provider.name': 'gitlab' };
    expect(
      facts(root({ kind: 1, parentSpanId: 'x', resourceAttributes: gitlab })),
    ).toEqual([]);
    expect(facts(job({ resourceAttributes: RESOURCE }))).toEqual([]);
  });
});

const describeCorpus = corpus ? describe : describe.skip;
describeCorpus(`the recorded traces of githubreceiver${corpusHint}`, () => {
  const place = 'github:github.com/open-telemetry';

  it('are one run of attempt 13, in either order', () => {
    const key = `${place}/open-telemetry-otel-collector/14460881260#13`;
    const folder = 'collector-githubreceiver';
    const spans = [
      ...corpusSpans(`${folder}/workflow-job-expected.yaml`),
      ...corpusSpans(`${folder}/workflow-run-expected.yaml`),
    ];
    expect(() => checkAnyOrder(spans)).not.toThrow();
    expect(facts(...spans)).toMatchObject([
      {
        key,
        data: {
          pipeline: 'build-and-test',
          attempt: 13,
          result: 'failure',
          branch: 'renovate/major-tool-deps',
          commit: '6077d805b0fc49f65e6dbaefc2d1fc9b4f92aa4e',
          startedAt: Date.UTC(2025, 3, 16, 21, 8, 53),
          finishedAt: Date.UTC(2025, 3, 16, 21, 10, 27),
        },
      },
      {
        key: `${key}|test (1.23)|40685651258`,
        data: {
          result: 'success',
          queuedAt: Date.UTC(2025, 3, 16, 21, 8, 58),
          startedAt: Date.UTC(2025, 3, 16, 21, 9, 3),
          finishedAt: Date.UTC(2025, 3, 16, 21, 10, 23),
        },
      },
    ]);
    expect(spansOfRun(spans, key).map(({ kind }) => kind)).toEqual([
      'run',
      'job',
      'queue',
      'platform',
      ...Array(4).fill('step'),
      ...Array(3).fill('platform'),
    ]);
  });

  it('tell a skipped job without its run, in older names', () => {
    const file = 'workflow-job-skipped-expected.contrib.json';
    const spans = corpusSpans(`collector-githubreceiver/${file}`);
    const key = `${place}/opentelemetry-collector-contrib/14796710445#13`;
    expect(facts(...spans)).toMatchObject([
      {
        key,
        phase: 'executing',
        data: {
          branch: 'main',
          commit: '51eb1fb55541bf4856a7a24afd15bb3e90eea0ff',
        },
      },
      { key: `${key}|build|41546348818`, data: { result: 'skip' } },
    ]);
  });

  it('have the key of the webhooks they were made from', () => {
    const folder = 'collector-githubreceiver';
    const { repository, workflow_job: sent } = corpusJson(
      `${folder}/workflow-job-completed.json`,
    );
    const key = runKey({
      provider: 'github',
      repository: repositoryId(repository.html_url)!,
      runId: String(sent.run_id),
      attempt: sent.run_attempt,
    });
    expect(
      keys(...corpusSpans(`${folder}/workflow-job-expected.yaml`)),
    ).toEqual([key]);
    expect(
      keys(...corpusSpans(`${folder}/workflow-run-expected.yaml`)),
    ).toEqual([key]);
  });
});

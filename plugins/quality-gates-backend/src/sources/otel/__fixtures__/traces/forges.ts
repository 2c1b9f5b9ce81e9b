import { createHash } from 'node:crypto';
import type { Attributes } from '@quality-gates/backstage-plugin-quality-gates-node';
import { RESOURCE } from '../span';
import { spansBy } from './spansBy';

const SHA = 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2';
const RUN_URL = 'https://github.com/Acme/Pay/actions/runs/7001';
const task = (name: string, result: string): Attributes => ({
  'cicd.pipeline.task.name': name,
  'cicd.pipeline.task.run.id': name,
  'cicd.pipeline.task.run.result': result,
});

/** A deploy to production that follows the conventions. */
export const semanticConventions = spansBy(
  { resourceAttributes: { ...RESOURCE, 'vcs.change.id': '42' } },
  ['run', null, 'RUN Deploy', [0, 300], { 'cicd.pipeline.result': 'failure' }],
  ['wait', 'run', 'pending', [0, 10], { 'cicd.pipeline.run.state': 'pending' }],
  ['hook', 'run', 'Receive webhook', [0, 1]],
  ['test', 'run', 'test', [10, 90], task('test', 'success')],
  ['step', 'test', 'npm test', [11, 80], {}, { statusCode: 1 }],
  [
    'case',
    'step',
    'pays',
    [12, 13],
    {
      'test.suite.name': 'pay',
      'test.case.name': 'pays',
      'test.case.result.status': 'pass',
    },
  ],
  [
    'deploy',
    'run',
    'deploy',
    [90, 290],
    {
      ...task('deploy', 'failure'),
      'cicd.pipeline.task.type': 'deploy',
      'deployment.environment.name': 'production',
    },
  ],
);

const EVENT: Attributes = {
  'vcs.provider.name': 'github',
  'vcs.ref.head.name': 'main',
  'vcs.ref.head.revision': SHA,
};
const ofGithub = {
  traceId: createHash('sha256').update('70011t').digest('hex').slice(0, 32),
  resourceAttributes: {
    ...EVENT,
    'cicd.pipeline.name': 'test (20)',
    'cicd.pipeline.run.task.status': 'success',
    'cicd.pipeline.task.run.url.full': `${RUN_URL}/job/9`,
    'cicd.pipeline.task.run.id': '9',
  },
};
const step = (name: string): Attributes => ({
  'cicd.pipeline.task.name': name,
  'cicd.pipeline.run.task.status': 'success',
});

/** GitHub's events through the Collector: run and job are requests of their own. */
export const githubReceiver = [
  ...spansBy(
    {
      ...ofGithub,
      statusCode: 1,
      resourceAttributes: {
        ...EVENT,
        'cicd.pipeline.name': 'Build',
        'cicd.pipeline.run.status': 'success',
        'cicd.pipeline.run.id': 7001,
        'cicd.pipeline.run.url.full': RUN_URL,
      },
    },
    ['run', null, 'Build', [0, 100], {}, { kind: 2 }],
  ),
  ...spansBy(
    { ...ofGithub, statusCode: 1 },
    ['job', 'run', 'test (20)', [5, 90]],
    [
      'queue',
      'job',
      'queue-test (20)',
      [5, 12],
      { 'cicd.pipeline.run.queue.duration': 7e9 },
    ],
    ['setup', 'job', 'Set up job', [12, 14], step('Set up job')],
    ['tests', 'job', 'Run tests', [14, 80], step('Run tests')],
    ['post', 'job', 'Post Run tests', [80, 85], step('Post Run tests')],
  ),
];

const ofGitlabJob = (id: number, result: string): Attributes => ({
  'cicd.pipeline.task.name': `job ${id}`,
  'cicd.pipeline.task.run.id': id,
  'cicd.pipeline.task.run.result': result,
  'gitlab.job.queued_duration': 2.5,
});

/** A pipeline for a merge request, a job of it tried twice. */
export const gitlabReceiver = spansBy(
  {
    kind: 2,
    resourceAttributes: {
      'service.name': 'acme/shop/pay',
      'vcs.provider.name': 'gitlab',
      'gitlab.project.namespace': 'acme/shop',
      'vcs.repository.url.full': 'https://git.example.com/acme/shop/pay',
      'vcs.ref.head.name': 'refs/merge-requests/17/head',
      'vcs.ref.head.revision': SHA,
      'vcs.change.id': 99321,
      'cicd.pipeline.name': '',
      'cicd.pipeline.run.id': 88,
    },
  },
  [
    'run',
    null,
    'a commit',
    [0, 200],
    { 'gitlab.pipeline.source': 'push', 'cicd.pipeline.result': 'canceled' },
  ],
  ['stage', 'run', 'deploy', [10, 200]],
  ['first', 'stage', 'job 1', [10, 50], ofGitlabJob(1, 'failed')],
  [
    'second',
    'stage',
    'job 1',
    [60, 190],
    {
      ...ofGitlabJob(2, 'success'),
      'cicd.pipeline.task.name': 'job 1',
      'cicd.pipeline.task.run.environment.name': 'review/17',
      'gitlab.environment.action': 'start',
    },
  ],
);

const ofAction = (scopeName: string) => ({
  scopeName,
  statusCode: 1 as const,
  resourceAttributes: {
    'service.name': 'Build',
    'service.namespace': 'Acme/Pay',
    'service.version': SHA,
  },
});
const ofActionJob: Attributes = {
  'github.job.id': 9,
  'github.job.name': 'test',
  'github.job.run_id': 7001,
  'github.job.run_attempt': 2,
  'github.job.conclusion': 'cancelled',
  'github.conclusion': 'cancelled',
};
const ofActionRun: Attributes = {
  'github.run_id': 7001,
  'github.run_attempt': 2,
  'github.workflow': 'Build',
  'github.html_url': RUN_URL,
  'github.head_sha': SHA,
  'github.conclusion': 'cancelled',
};

/** A cancelled run, whose status is OK, the run's span last. */
export const otelCicdAction = spansBy(
  ofAction('otel-cicd-action'),
  ['queued', 'run', 'Queued', [0, 12]],
  ['job', 'run', 'test', [12, 200], ofActionJob],
  [
    'setup',
    'job',
    'Set up job',
    [12, 14],
    { 'github.job.step.name': 'Set up' },
  ],
  ['step', 'job', 'Run tests', [14, 190], { 'github.job.step.name': 'Run' }],
  [
    'run',
    null,
    'Build',
    [0, 300],
    {
      ...ofActionRun,
      'cicd.pipeline.name': 'Build',
      'cicd.pipeline.run.id': 7001,
      'cicd.pipeline.result': 'cancellation',
      'github.head_branch': 'feature/x',
      'github.pull_requests.0.number': 42,
    },
  ],
);

/** Its forerunner, on a pull request, with a step that was skipped. */
export const otelExportTrace = spansBy(
  ofAction('otel-export-trace'),
  ['run', null, 'Build', [0, 300], { ...ofActionRun, 'github.head_ref': 'x' }],
  ['queued', 'run', 'Queued', [0, 12]],
  ['job', 'run', 'test', [12, 200], ofActionJob],
  [
    'post',
    'job',
    'Post Check out',
    [190, 195],
    {
      'github.job.step.name': 'Post Check out',
      'github.job.step.conclusion': 'success',
    },
  ],
  [
    'step',
    'job',
    'Upload',
    [180, 190],
    {
      'github.job.step.name': 'Upload',
      'github.job.step.conclusion': 'skipped',
    },
  ],
);

import type { Attributes } from '@quality-gates/backstage-plugin-quality-gates-node';
import { spansBy } from './spansBy';

const node = (name: string): Attributes => ({
  'jenkins.pipeline.step.type': 'node',
  'jenkins.pipeline.step.name': name,
});
const stage = (id: string, name: string, result: string): Attributes => ({
  'jenkins.pipeline.step.type': 'stage',
  'jenkins.pipeline.step.id': id,
  'jenkins.pipeline.step.name': name,
  'jenkins.pipeline.step.result': result,
});

/** A pull request built by a multibranch project; it waits twice. */
export const jenkins = spansBy(
  {
    scopeName: 'io.jenkins.opentelemetry',
    statusCode: 1,
    resourceAttributes: { 'service.name': 'jenkins' },
  },
  [
    'run',
    null,
    'BUILD acme/pay/PR-7',
    [0, 300],
    {
      'ci.pipeline.id': 'acme/pay/PR-7',
      'ci.pipeline.name': 'pay',
      'ci.pipeline.multibranch.type': 'change_request',
      'ci.pipeline.run.url': 'https://ci.example.com/job/pay/job/PR-7/42/',
      'ci.pipeline.run.number': 42,
      'ci.pipeline.run.result': 'UNSTABLE',
      'vcs.ref.head.revision': 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2',
    },
  ],
  ['start', 'run', 'Phase: Start', [0, 5]],
  ['main', 'run', 'Phase: Run', [5, 290]],
  ['end', 'run', 'Phase: Finalise', [290, 300]],
  ['agent', 'main', 'Agent', [5, 280], node('agent')],
  ['wait', 'agent', 'Agent Allocation', [5, 20], node('agent.allocate')],
  ['build', 'agent', 'Stage: Build', [20, 100], stage('7', 'Build', 'SUCCESS')],
  [
    'git',
    'build',
    'git: github.com/Acme/Pay',
    [20, 25],
    {
      'jenkins.pipeline.step.type': 'git',
      'git.repository': 'Acme/Pay',
      'git.branch': 'feature/x',
      'server.address': 'github.com',
      'url.full': 'https://github.com/Acme/Pay.git',
    },
  ],
  [
    'deploy',
    'agent',
    'Stage: Deploy',
    [100, 280],
    {
      ...stage('20', 'Deploy', 'UNSTABLE'),
      'deployment.environment.name': 'staging',
    },
  ],
);

const workflow = { name: 'pay-ci-x7k2p', namespace: 'argo' };
const ofNode = (id: string): Attributes => ({
  ...workflow,
  node_id: `pay-ci-x7k2p-${id}`,
  node_type: 'Pod',
});

/** A workflow that failed: one node waited for its pod. */
export const argoWorkflows = spansBy(
  {
    scopeName: 'workflow-controller',
    resourceAttributes: { 'service.name': 'workflow-controller' },
  },
  [
    'run',
    null,
    'workflow',
    [0, 90],
    workflow,
    { statusCode: 2, statusMessage: 'Error' },
  ],
  ['pending', 'run', 'workflow_phase', [0, 5], { phase: 'Pending' }],
  ['reconcile', 'run', 'reconcile_workflow', [1, 2]],
  ['first', 'run', 'node', [5, 40], ofNode('1'), { statusCode: 1 }],
  [
    'second',
    'run',
    'node',
    [40, 80],
    ofNode('2'),
    { statusCode: 2, statusMessage: 'Failed' },
  ],
  ['wait', 'first', 'node_phase', [5, 20], { node_phase: 'Pending' }],
  ['main', 'first', 'run_main_container', [20, 40], workflow],
);

/** A build of Buildkite's main branch. */
export const buildkite = spansBy(
  {
    scopeName: 'buildkite',
    resourceAttributes: {
      'service.name': 'buildkite',
      'buildkite.organization.slug': 'acme',
      'buildkite.pipeline.slug': 'pay',
      'buildkite.pipeline.repo': 'git@github.com:Acme/Pay.git',
    },
  },
  [
    'run',
    null,
    'buildkite.build',
    [0, 60],
    {
      'buildkite.build.number': 12,
      'buildkite.build.branch': 'main',
      'buildkite.build.commit': 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2',
      'buildkite.build.state': 'canceled',
    },
  ],
  ['stage', 'run', 'buildkite.build.stage', [0, 60]],
  ['step', 'stage', 'buildkite.step', [1, 60]],
  [
    'job',
    'step',
    'buildkite.job',
    [8, 60],
    {
      'buildkite.job.id': 'j-1',
      'buildkite.job.label': 'test',
      'buildkite.job.type': 'script',
      'buildkite.job.state': 'finished',
      'buildkite.job.passed': false,
      'buildkite.job.runnable_at': '2025-03-10T10:00:03Z',
    },
  ],
  [
    'block',
    'step',
    'buildkite.job',
    [1, 2],
    { 'buildkite.job.type': 'manual', 'buildkite.job.label': 'Release?' },
  ],
);

const build: Attributes = {
  build_id: '123',
  build: '7',
  team_name: 'main',
  pipeline: 'pay',
  job: 'deploy',
};

/** A build whose put failed; nothing else says how it ended. */
export const concourse = spansBy(
  {
    scopeName: 'concourse',
    resourceAttributes: { 'service.name': 'concourse-web' },
  },
  ['run', null, 'build', [0, 100], build],
  ['get', 'run', 'get', [10, 30], { ...build, name: 'repo' }],
  ['volume', 'get', 'volume.StreamIn', [11, 12]],
  ['task', 'run', 'task', [30, 50], { ...build, name: 'unit' }],
  ['put', 'run', 'put', [50, 70], { ...build, name: 'k8s' }, { statusCode: 2 }],
);

/** A change that went through a gate. */
export const zuul = spansBy(
  { scopeName: 'zuul', resourceAttributes: { 'service.name': 'zuul' } },
  [
    'run',
    null,
    'QueueItem',
    [0, 600],
    {
      zuul_tenant: 'acme',
      zuul_pipeline: 'gate',
      ref_number: ['1234'],
      ref_patchset: ['a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2'],
      ref_ref: ['refs/changes/34/1234/2'],
    },
  ],
  ['set', 'run', 'BuildSet', [10, 590]],
  ['merge', 'set', 'MergerJob', [10, 15]],
  ['nodes', 'set', 'RequestNodes', [20, 60]],
  ['build', 'set', 'Build', [60, 580]],
  ['job', 'build', 'JobExecution', [61, 579], { hostname: 'ze01' }],
);

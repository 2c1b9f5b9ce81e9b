import type {
  Attributes,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { runSpan, taskSpan } from '../span';
import { spansBy } from './spansBy';

/** A run that a tool is a step or a task of. */
const pipeline: readonly Span[] = [
  runSpan({ at: [0, 300] }),
  taskSpan('build', { at: [10, 290] }),
];
const ansibleTask = (name: string, status: string): Attributes => ({
  'ansible.task.name': name,
  'ansible.task.host.status': status,
});

/** A playbook on its own. */
export const ansible = spansBy(
  {
    scopeName: 'ansible_collections.community.general.plugins.callback',
    resourceAttributes: { 'service.name': 'ansible' },
  },
  [
    'run',
    null,
    'deploy.yml',
    [0, 60],
    { 'ansible.version': '2.19.0' },
    { kind: 2, statusCode: 2, statusMessage: 'failed' },
  ],
  [
    'install',
    'run',
    '[web1] Deploy: Install',
    [1, 30],
    ansibleTask('[web1] Deploy: Install', 'skipped'),
  ],
  [
    'restart',
    'run',
    '[web1] Deploy: Restart',
    [30, 60],
    ansibleTask('[web1] Deploy: Restart', 'failed'),
    { statusCode: 2 },
  ],
);

/** The same playbook as a step of a pipeline. */
export const ansibleInPipeline = [
  ...pipeline,
  ...ansible.map(one => ({
    ...one,
    spanId: `of-${one.spanId}`,
    parentSpanId: one.parentSpanId === null ? 'build' : 'of-run',
  })),
];

const project: Attributes = {
  'maven.project.groupId': 'com.acme',
  'maven.project.artifactId': 'pay',
  'maven.project.version': '1.2.3',
};

/** A build on its own. */
export const maven = spansBy(
  {
    scopeName: 'io.opentelemetry.contrib.maven',
    resourceAttributes: { 'service.name': 'maven' },
  },
  ['run', null, 'Build: com.acme:pay:1.2.3', [0, 60], project, { kind: 2 }],
  ['project', 'run', 'com.acme:pay', [1, 60], project],
  [
    'test',
    'project',
    'surefire:test',
    [20, 50],
    { ...project, 'maven.execution.goal': 'test' },
    { statusCode: 1 },
  ],
  [
    'deploy',
    'project',
    'deploy:deploy',
    [50, 60],
    { 'maven.execution.goal': 'deploy' },
    { kind: 3, statusCode: 2 },
  ],
);

/** A command in the trace of a run. */
export const otelCli = [
  ...pipeline,
  ...spansBy(
    {
      scopeName: 'github.com/equinix-labs/otel-cli',
      resourceAttributes: { 'service.name': 'my-build' },
    },
    [
      'command',
      'run',
      'npm test',
      [20, 40],
      { 'process.command': 'npm', 'process.command_args': ['npm', 'test'] },
      { kind: 3, statusCode: 2, statusMessage: 'exit status 1' },
    ],
  ),
];

/** A span made by hand in the trace of a run. */
export const tracepusher = [
  ...pipeline,
  ...spansBy(
    {
      scopeName: 'manual-test',
      resourceAttributes: { 'service.name': 'payments' },
    },
    ['hand', 'run', 'package', [40, 60], {}, { statusCode: 1 }],
  ),
];

const pytest = (name: string, status: string): Attributes => ({
  'tests.name': name,
  'tests.status': status,
});

/** A session as a step of a pipeline: one test passed when tried again. */
export const pytestOtel = [
  ...pipeline,
  ...spansBy(
    {
      scopeName: 'Test Suite',
      resourceAttributes: { 'service.name': 'Pytest_Otel_reporter' },
    },
    [
      'session',
      'build',
      'Test Suite',
      [20, 50],
      { 'tests.status': 'failed' },
      { statusCode: 2 },
    ],
    ['a', 'session', 'Running pays', [21, 22], pytest('pays', 'passed')],
    [
      'b',
      'session',
      'Running refunds',
      [22, 23],
      { ...pytest('refunds', 'failed'), 'tests.message': 'AssertionError' },
    ],
    ['c', 'session', 'Running flaps', [23, 24], pytest('flaps', 'failed')],
    ['d', 'session', 'Running flaps', [24, 25], pytest('flaps', 'passed')],
    ['e', 'session', 'Running later', [25, 26], pytest('later', 'xfailed')],
  ),
];

/** A JUnit file on its own; one of its cases was lost. */
export const junit2otlp = spansBy(
  {
    scopeName: 'junit2otlp',
    resourceAttributes: {
      'service.name': 'junit2otlp',
      'scm.branch': 'main',
      'scm.repository': ['git@github.com:Acme/Pay.git'],
    },
  },
  ['file', null, 'junit2otlp', [0, 1], {}, { kind: 2 }],
  [
    'suite',
    'file',
    'PayTest',
    [0, 1],
    {
      'tests.suite.suitename': 'PayTest',
      'tests.suite.total': 2,
      'tests.suite.duration': 3000,
    },
  ],
  [
    'case',
    'suite',
    'pays',
    [0, 1],
    {
      'tests.suite.suitename': 'PayTest',
      'tests.case.classname': 'com.acme.PayTest',
      'tests.case.duration': 1000,
      'tests.case.status': 'passed',
    },
  ],
);

/** Cases of an uploaded file, which lost their suite on the way. */
export const testArtifact = [
  ...pipeline,
  ...spansBy(
    {
      scopeName: 'otel-export-trace',
      resourceAttributes: { 'service.name': 'Build' },
    },
    [
      'suite',
      'build',
      'PayTest',
      [20, 30],
      { 'test.scope': 'Suite', 'test.name': 'PayTest', 'test.tests': 2 },
      { statusCode: 2 },
    ],
    [
      'a',
      'lost',
      'pays',
      [20, 21],
      { 'test.scope': 'Case', 'test.name': 'pays', 'test.time': 0.5 },
      { statusCode: 1 },
    ],
    [
      'b',
      'lost',
      'refunds',
      [21, 22],
      {
        'test.scope': 'Case',
        'test.name': 'refunds',
        'test.failure.0.message': 'expected 1',
      },
      { statusCode: 2 },
    ],
  ),
];

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { parse } from 'yaml';
import payload from './__fixtures__/workflow.json';
import { argoWorkflows } from './index';

const { workflow } = payload;
const { metadata, status } = workflow;
const send = (body: object) =>
  argoWorkflows.normalise(deliver('workflow', body));
const factsOf = (change: object) =>
  send({ workflow: { ...workflow, ...change } });
const withStatus = (change: object) =>
  factsOf({ status: { ...status, nodes: {}, ...change } });
const withNode = (node: object) =>
  withStatus({
    nodes: { n: { id: 'n', displayName: 'build', type: 'Pod', ...node } },
  })[1];

describe('a workflow', () => {
  it.each([
    ['Succeeded', undefined, 'success'],
    ['Failed', "child 'x' failed", 'failure'],
    ['Error', 'pod deleted', 'error'],
    ['Failed', "Stopped with strategy 'Terminate'", 'cancellation'],
    ['Failed', 'Max duration limit exceeded', 'timeout'],
    ['Error', 'Step exceeded its deadline', 'timeout'],
    ['Succeeded', 'Max duration limit exceeded', 'success'],
  ])('that is %s, %s, ended in %s', (phase, message, result) => {
    expect(withStatus({ phase, message })).toMatchObject([
      { phase: 'terminal', data: { result } },
    ]);
  });

  it.each([
    ['Running', 'executing'],
    ['Pausing', 'executing'],
    [undefined, 'executing'],
  ])('that is %s and began is %s', (phase, expected) => {
    expect(withStatus({ phase })).toMatchObject([
      {
        phase: expected,
        data: { result: undefined, finishedAt: undefined },
      },
    ]);
  });

  it('waits until it has a start', () => {
    expect(factsOf({ status: null })).toMatchObject([
      {
        at: Date.parse(metadata.creationTimestamp),
        phase: 'pending',
        data: { startedAt: undefined, dequeuedAt: undefined },
      },
    ]);
  });

  it('that somebody shut down was cancelled, unless it was done already', () => {
    const spec = { shutdown: 'Stop' };
    expect(factsOf({ spec })[0].data).toMatchObject({ result: 'cancellation' });
    expect(
      factsOf({ spec, status: { ...status, phase: 'Succeeded' } })[0].data,
    ).toMatchObject({ result: 'success' });
  });

  it('is named by its template, what its name was generated from, then its name', () => {
    const named = (change: object, spec = {}) =>
      factsOf({ metadata: { ...metadata, ...change }, spec })[0].subject
        .pipeline;
    const labels = {};
    const cron = { 'workflows.argoproj.io/cron-workflow': 'nightly' };
    expect([
      named({ labels: { ...metadata.labels, ...cron } }),
      named({}),
      named({ labels }, { workflowTemplateRef: { name: 'ref' } }),
      named({ labels }),
      named({ labels, generateName: undefined }),
    ]).toEqual([
      'nightly',
      'payments-main',
      'ref',
      'payments-main',
      'payments-main-x7k2p',
    ]);
  });

  it('believes our own annotations before its arguments', () => {
    const annotations = {
      'quality-gates.io/repository': 'git@git.example.com:own/repo.git',
      'quality-gates.io/commit': 'ab'.repeat(20),
      'quality-gates.io/branch': 'refs/heads/own',
    };
    expect(
      factsOf({ metadata: { ...metadata, annotations } })[0],
    ).toMatchObject({
      subject: { repository: { host: 'git.example.com', path: 'own/repo' } },
      data: { commit: 'ab'.repeat(20), branch: 'own' },
    });
  });
});

describe('a node', () => {
  it.each(['DAG', 'Steps', 'StepGroup', 'TaskGroup', 'Retry', 'Container'])(
    'of type %s is no task',
    type => {
      expect(withNode({ type, phase: 'Succeeded' })).toBeUndefined();
    },
  );

  it.each([
    ['Pending', 'pending', undefined],
    ['Running', 'executing', undefined],
    ['Skipped', 'terminal', 'skip'],
    ['Omitted', 'terminal', 'skip'],
    ['Succeeded', 'terminal', 'success'],
  ])('that is %s is %s', (word, phase, result) => {
    expect(withNode({ phase: word })).toMatchObject({
      phase,
      data: { name: 'build', result },
    });
  });

  it('that waits for its pod has not started', () => {
    const startedAt = '2025-03-10T11:50:20Z';
    expect(withNode({ phase: 'Pending', startedAt })).toMatchObject({
      data: { startedAt: undefined },
    });
  });

  it('never ends before it started', () => {
    const times = {
      startedAt: '2025-03-10T11:50:20Z',
      finishedAt: '2025-03-10T11:40:00Z',
    };
    expect(withNode({ phase: 'Failed', ...times })).toMatchObject({
      data: { finishedAt: Date.parse(times.startedAt) },
    });
  });
});

describe('exitHandler.yaml', () => {
  it('posts a run that ended, without tasks', () => {
    const text = readFileSync(join(__dirname, 'exitHandler.yaml'), 'utf8');
    const { spec } = parse(text);
    const values: Record<string, string> = {
      'workflow.name': metadata.name,
      'workflow.namespace': metadata.namespace,
      'workflow.uid': metadata.uid,
      'workflow.creationTimestamp.RFC3339': metadata.creationTimestamp,
      'workflow.labels.json': JSON.stringify(metadata.labels),
      'workflow.annotations.json': '{}',
      'workflow.parameters.json': JSON.stringify(
        workflow.spec.arguments.parameters,
      ),
      'workflow.status': 'Succeeded',
      'workflow.duration': '480.250000',
    };
    const body = spec.templates[0].http.body.replace(
      /\{\{([^}]+)\}\}/g,
      (_: string, name: string) => values[name],
    );
    const [run] = factsOf({});
    expect(send(JSON.parse(body))).toMatchObject([
      {
        key: run.key,
        subject: run.subject,
        data: {
          result: 'success',
          finishedAt: Date.parse('2025-03-10T11:58:00.250Z'),
        },
      },
    ]);
  });
});

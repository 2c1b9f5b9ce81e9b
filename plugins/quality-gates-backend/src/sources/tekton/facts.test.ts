import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import failed from './__fixtures__/pipelinerun.failed.json';
import successful from './__fixtures__/taskrun.successful.json';
import { tekton } from './index';

const UNKNOWN = 'dev.tekton.event.pipelinerun.unknown.v1';
const { metadata, status } = failed.pipelineRun;

/** The run of a PipelineRun in which something is different. */
function runOf(change: {
  metadata?: object;
  spec?: object;
  status?: object | null;
}): FactOf<'run'> {
  const [fact] = tekton.normalise(
    deliver(UNKNOWN, {
      pipelineRun: {
        ...failed.pipelineRun,
        ...change,
        metadata: { ...metadata, ...change.metadata },
      },
    }),
  );
  return fact as FactOf<'run'>;
}

function runWith(state: string, reason: string | undefined) {
  const condition = { type: 'Succeeded', status: state, reason };
  return runOf({ status: { ...status, conditions: [condition] } });
}

const taskRun = (change: object) =>
  tekton.normalise(
    deliver('dev.tekton.event.taskrun.unknown.v1', {
      taskRun: { ...successful.taskRun, ...change },
    }),
  );

describe('a PipelineRun', () => {
  it.each([
    ['True', 'Succeeded', 'success'],
    ['True', 'Completed', 'success'],
    ['False', 'Failed', 'failure'],
    ['False', undefined, 'failure'],
    ['False', 'Cancelled', 'cancellation'],
    ['False', 'PipelineRunTimeout', 'timeout'],
    ['False', 'CouldntGetPipeline', 'error'],
    ['False', 'PipelineValidationFailed', 'error'],
    ['False', 'a reason of tomorrow', 'error'],
  ])('whose condition is %s, %s ended in %s', (state, reason, result) => {
    expect(runWith(state, reason)).toMatchObject({
      phase: 'terminal',
      data: { result },
    });
  });

  it.each([
    ['Started', 'executing'],
    ['Running', 'executing'],
    ['PipelineRunStopping', 'executing'],
    ['PipelineRunPending', 'pending'],
    ['ResolvingPipelineRef', 'pending'],
  ])('that is %s is %s, without a result or an end', (reason, phase) => {
    expect(runWith('Unknown', reason)).toMatchObject({
      phase,
      data: { result: undefined, finishedAt: undefined },
    });
  });

  it('waits as long as Tekton has not looked at it', () => {
    const queuedAt = Date.parse(metadata.creationTimestamp);
    expect(runOf({ status: null })).toMatchObject({
      at: queuedAt,
      phase: 'pending',
      data: { queuedAt, startedAt: undefined, dequeuedAt: undefined },
    });
  });

  it('has one key for all of its events, and another after it was made again', () => {
    const again = runOf({ metadata: { uid: 'another' } });
    expect(runWith('Unknown', 'Started').key).toBe(runOf({}).key);
    expect(again.key).not.toBe(runOf({}).key);
  });

  it('is named by its label, its reference, then itself', () => {
    const labels = {};
    expect([
      runOf({}).data.pipeline,
      runOf({ metadata: { labels }, spec: { pipelineRef: { name: 'ref' } } })
        .data.pipeline,
      runOf({ metadata: { labels }, spec: {} }).data.pipeline,
    ]).toEqual(['payments-main', 'ref', 'payments-main-x7k2p']);
  });

  it.each([
    [
      { 'git-url': 'git@git.example.com:a/b.git', revision: 'main' },
      { branch: 'main', commit: undefined },
    ],
    [
      { 'repo-url': 'https://git.example.com/a/b', revision: 'ab'.repeat(20) },
      { branch: undefined, commit: 'ab'.repeat(20) },
    ],
    [
      {
        repo_url: 'https://git.example.com/A/B',
        'git-revision': 'refs/heads/x',
      },
      { branch: 'x' },
    ],
    [
      { git_url: 'https://git.example.com/a/b', revision: 'refs/tags/v1' },
      { branch: undefined, commit: undefined },
    ],
  ])('reads the parameters %j', (values, data) => {
    const params = Object.entries(values).map(([name, value]) => ({
      name,
      value,
    }));
    const run = runOf({
      metadata: { annotations: null },
      spec: { params },
    });
    expect(run.subject.repository).toEqual({
      host: 'git.example.com',
      path: 'a/b',
    });
    expect(run.data).toMatchObject(data);
  });

  it('believes our own labels and annotations first', () => {
    const annotations = {
      ...metadata.annotations,
      'quality-gates.io/repository': 'https://git.example.com/own/repo',
      'quality-gates.io/branch': 'own',
    };
    expect(runOf({ metadata: { annotations } })).toMatchObject({
      subject: { repository: { host: 'git.example.com', path: 'own/repo' } },
      data: { branch: 'own' },
    });
  });

  it('takes no parameter of another name for its repository', () => {
    const params = [{ name: 'url', value: 'https://hub.example.com/a/b' }];
    const run = runOf({ metadata: { annotations: {} }, spec: { params } });
    expect(run.subject.repository).toBeUndefined();
  });
});

describe('a TaskRun', () => {
  it('waits until its first step runs', () => {
    const conditions = [
      {
        type: 'Succeeded',
        status: 'Unknown',
        reason: 'Pending',
        lastTransitionTime: '2025-03-10T11:50:06Z',
      },
    ];
    const startTime = '2025-03-10T11:50:05Z';
    const step = { running: { startedAt: '2025-03-10T11:50:30Z' } };
    expect(taskRun({ status: { startTime, conditions } })).toMatchObject([
      { phase: 'pending', data: { startedAt: undefined, result: undefined } },
    ]);
    expect(
      taskRun({ status: { startTime, conditions, steps: [{}, step] } }),
    ).toMatchObject([
      {
        phase: 'executing',
        data: { startedAt: Date.parse('2025-03-10T11:50:30Z') },
      },
    ]);
  });

  it('that never came to a step started when Tekton looked at it', () => {
    const conditions = [
      { type: 'Succeeded', status: 'False', reason: 'TaskRunImagePullFailed' },
    ];
    const times = {
      startTime: '2025-03-10T11:50:05Z',
      completionTime: '2025-03-10T11:51:00Z',
    };
    expect(taskRun({ status: { ...times, conditions } })).toMatchObject([
      {
        data: {
          result: 'error',
          startedAt: Date.parse(times.startTime),
          finishedAt: Date.parse(times.completionTime),
        },
      },
    ]);
  });

  it('of no PipelineRun is a run of its own', () => {
    const alone = { ...successful.taskRun.metadata, ownerReferences: null };
    expect(taskRun({ metadata: alone })).toMatchObject([
      {
        type: 'run',
        phase: 'terminal',
        data: { pipeline: 'test', result: 'success', attempt: 1 },
      },
    ]);
  });
});

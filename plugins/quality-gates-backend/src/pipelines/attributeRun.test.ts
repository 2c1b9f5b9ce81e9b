import type { Verdict } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { DigestSpan } from '@quality-gates/backstage-plugin-quality-gates-node';
import { attributeRun } from './attributeRun';
import { createStageOf } from './stageOf';
import { createTriesOf, type Try } from './tries';
import {
  makeFailedRun,
  makeRun,
  makeTask,
  minute,
} from './__testUtils__/testRuns';
import type { PipelineRun, PipelineTask } from './types';

const stageOf = createStageOf([]);
const KEY = 'github:github.com/acme/checkout/7#1';
const run: PipelineRun = makeFailedRun({ key: KEY, commit: 'b7d40aa1234' });

function failedSpan(name: string, given: Partial<DigestSpan> = {}): DigestSpan {
  return {
    spanId: `span of ${name}`,
    name,
    taskSpanId: 'job',
    startedAt: minute(1),
    endedAt: minute(3),
    result: 'failure',
    ...given,
  };
}

function tryOf(given: Partial<Try>): Try {
  return {
    runKey: 'github:github.com/acme/checkout/7#2',
    pipeline: 'ci',
    commit: 'b7d40aa1234',
    attempt: 2,
    result: 'success',
    passedTasks: [],
    ...given,
  };
}

function attribute(given: {
  tasks?: PipelineTask[];
  failed?: DigestSpan[];
  tries?: Try[];
  reports?: Parameters<typeof createTriesOf>[1];
  result?: PipelineRun['result'];
}) {
  const { tasks = [], failed, tries = [], reports = [], result } = given;
  return attributeRun({
    run: {
      ...run,
      result: result ?? 'failure',
      digest: failed && { spans: 9, failed, steps: [] },
    },
    tasks,
    tries: createTriesOf(tries, reports)(run),
    stageOf,
  });
}

interface Case {
  readonly title: string;
  readonly tasks?: PipelineTask[];
  readonly failed?: DigestSpan[];
  readonly tries?: Try[];
  readonly verdict: Verdict;
  readonly sentence?: string;
}

const unit = makeTask('unit, node 24', { result: 'failure', spanId: 'job' });
const passedAgain = tryOf({});
const failedAgain = tryOf({ result: 'failure' });

describe('attributeRun', () => {
  it.each<Case>([
    {
      title: 'a test that failed on every try',
      failed: [failedSpan('npm test', { message: '1 test failed' })],
      tries: [failedAgain],
      verdict: 'change',
      sentence: 'Failed on 2 of 2 tries of b7d40aa. Decided by “npm test”.',
    },
    {
      title: 'a test that failed on the only try',
      failed: [failedSpan('npm test')],
      verdict: 'change',
      sentence: 'Failed on 1 of 1 try of b7d40aa. Decided by “npm test”.',
    },
    {
      title: 'a test, and the same commit passed on the next attempt',
      failed: [failedSpan('npm test')],
      tries: [passedAgain],
      verdict: 'flaky',
      sentence: 'Attempt 2 passed on the same commit. Decided by “npm test”.',
    },
    {
      title: 'a lost runner',
      failed: [
        failedSpan('npm test', {
          message: 'The runner has received a shutdown signal.',
        }),
      ],
      verdict: 'platform',
      sentence:
        'The runner was lost. Decided by “npm test”. Nothing to do for you.',
    },
    {
      title: 'a lost runner, and the same commit passed later',
      failed: [failedSpan('npm test', { message: 'runner lost' })],
      tries: [passedAgain],
      verdict: 'platform',
      sentence:
        'The runner was lost. Attempt 2 passed on the same commit. Decided by “npm test”. Nothing to do for you.',
    },
    {
      title: 'a checkout',
      failed: [failedSpan('Check out', { message: 'exit code 128' })],
      verdict: 'platform',
      sentence:
        'This step is the work of the CI system. Decided by “Check out”. Nothing to do for you.',
    },
    {
      title: 'a step that the emitter calls the CI system’s own',
      failed: [failedSpan('agent', { platform: true })],
      verdict: 'platform',
    },
    {
      title: 'a build that met a registry that refused',
      failed: [failedSpan('Build image', { message: 'registry returned 503' })],
      verdict: 'platform',
    },
    {
      title: 'a test that lost its connection on every try',
      failed: [failedSpan('npm test', { message: 'read ECONNRESET' })],
      tries: [failedAgain],
      verdict: 'change',
    },
    {
      title: 'a test that lost its connection, and passed on retry',
      failed: [failedSpan('npm test', { message: 'read ECONNRESET' })],
      tries: [passedAgain],
      verdict: 'platform',
    },
    {
      title: 'a build that passed on retry for no known reason',
      failed: [failedSpan('Compile')],
      tries: [passedAgain],
      verdict: 'unknown',
      sentence:
        'Attempt 2 passed on the same commit. Nothing says why it failed before. Decided by “Compile”.',
    },
    {
      title: 'a deployment',
      failed: [failedSpan('deploy to staging')],
      tasks: [makeTask('deploy', { result: 'failure', spanId: 'job' })],
      verdict: 'unknown',
    },
    {
      title: 'a scan',
      tasks: [makeTask('trivy', { result: 'failure' })],
      verdict: 'change',
    },
    {
      title: 'a job that no runner took',
      tasks: [
        makeTask('build', {
          result: 'timeout',
          queuedAt: minute(0),
          startedAt: undefined,
          finishedAt: minute(60),
        }),
      ].map(task => ({ ...task, startedAt: undefined })),
      verdict: 'platform',
    },
    {
      title: 'a test job that passed in another run of the commit',
      tasks: [makeTask('unit tests', { result: 'failure' })],
      tries: [tryOf({ result: 'failure', passedTasks: ['unit tests'] })],
      verdict: 'flaky',
      sentence:
        'This job passed in another run of the same commit. Decided by “unit tests”.',
    },
    {
      title: 'a pass of another pipeline',
      failed: [failedSpan('npm test')],
      tries: [tryOf({ pipeline: 'nightly' })],
      verdict: 'change',
    },
  ])(
    'finds of $title: $verdict',
    ({ verdict, sentence, tasks = [unit], failed, tries }: Case) => {
      const found = attribute({ tasks, failed, tries });
      expect(found.attribution?.verdict).toBe(verdict);
      expect(found.attribution?.sentence).toBe(
        sentence ?? found.attribution?.sentence,
      );
    },
  );

  it('names the span that decided', () => {
    const { attribution } = attribute({
      tasks: [unit],
      failed: [failedSpan('npm test')],
    });
    expect(attribution?.spanId).toBe('span of npm test');
  });

  it('takes a test for flaky that its reports say failed and passed, unless others only failed', () => {
    const report = (id: string, ...cases: [string, 'passed' | 'failed'][]) => ({
      id,
      tool: 'junit',
      commit: run.commit,
      passed: 0,
      failed: 0,
      skipped: 0,
      flaky: 0,
      cases: cases.map(([name, status]) => ({ name, status })),
    });
    const given = { tasks: [unit], failed: [failedSpan('npm test')] };
    const both = [
      report('1', ['retries', 'failed']),
      report('2', ['retries', 'passed']),
    ];
    expect(attribute({ ...given, reports: both }).attribution).toMatchObject({
      verdict: 'flaky',
      sentence:
        '“retries” failed and passed on the same commit. Decided by “npm test”.',
    });
    const broken = [...both, report('3', ['rounds', 'failed'])];
    expect(attribute({ ...given, reports: broken }).attribution?.verdict).toBe(
      'change',
    );
  });

  it('lets a failure that was made good in the run decide nothing', () => {
    const lost = failedSpan('integration', {
      taskSpanId: 'eu',
      message: 'runner lost',
      startedAt: minute(0),
    });
    const { attribution, failures } = attribute({
      tasks: [
        unit,
        makeTask('integration', { result: 'failure', spanId: 'eu' }),
        makeTask('integration', { startedAt: minute(5), key: 'again' }),
      ],
      failed: [lost, failedSpan('npm test')],
    });
    expect(attribution?.verdict).toBe('change');
    expect(failures.map(one => [one.name, one.verdict, one.decisive])).toEqual([
      ['npm test', 'change', true],
      ['integration', 'platform', false],
    ]);
    expect(failures[1].sentence).toBe(
      'Did not decide the result. The runner was lost. Done again in this run, it passed. Nothing to do for you.',
    );
  });

  it('lets a step that its job tolerated decide nothing', () => {
    const { attribution } = attribute({
      tasks: [unit, makeTask('lint', { spanId: 'tolerant' })],
      failed: [
        failedSpan('upload cache', { taskSpanId: 'tolerant', platform: true }),
        failedSpan('npm test'),
      ],
    });
    expect(attribution?.verdict).toBe('change');
  });

  it('does not know why a run failed whose failures were all made good', () => {
    const { attribution, failures } = attribute({
      tasks: [makeTask('lint', { spanId: 'job' })],
      failed: [failedSpan('upload cache', { platform: true })],
    });
    expect(attribution?.verdict).toBe('unknown');
    expect(failures).toEqual([]);
  });

  it('says that it does not know when nothing tells what failed', () => {
    expect(attribute({})).toMatchObject({
      attribution: {
        verdict: 'unknown',
        spanId: null,
        sentence: 'No job and no span says what failed.',
      },
      failures: [],
      firstFailureSeconds: null,
    });
  });

  it.each(['success', 'cancellation', 'skip', 'unknown'] as const)(
    'attributes no run that ended as %s',
    result => {
      const found = attribute({ tasks: [unit], result });
      expect(found.attribution).toBeNull();
      expect(found.failures).toEqual([]);
    },
  );

  it('counts until the first failure, and what waiting and the platform cost, overlaps once', () => {
    const { firstFailureSeconds, lostToPlatformSeconds } = attribute({
      tasks: [
        { ...unit, queuedAt: minute(0), startedAt: minute(1) },
        makeTask('scan', { queuedAt: minute(0), startedAt: minute(2) }),
      ],
      failed: [
        failedSpan('Check out', { startedAt: minute(4), endedAt: minute(5) }),
      ],
    });
    expect(firstFailureSeconds).toBe(300);
    // One minute before the run, two in which a job waited, one of the checkout.
    expect(lostToPlatformSeconds).toBe(240);
  });

  it('does not know what was lost where nobody tells of queues', () => {
    const { lostToPlatformSeconds } = attributeRun({
      run: makeRun({ queuedAt: undefined, dequeuedAt: undefined }),
      tasks: [],
      tries: createTriesOf([], [])(run),
      stageOf,
    });
    expect(lostToPlatformSeconds).toBeNull();
  });
});

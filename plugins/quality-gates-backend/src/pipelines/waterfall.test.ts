import { criticalPath } from './criticalPath';
import { markAttempts } from './markAttempts';
import type { TraceSpan } from './readTrace';
import { traceOfFacts } from './traceOfFacts';
import { makeRun, makeTask, minute } from './__testUtils__/testRuns';

function bar(
  spanId: string,
  parentSpanId: string | null,
  [from, to]: readonly [number, number],
  given: Partial<TraceSpan> = {},
): TraceSpan {
  return {
    spanId,
    parentSpanId,
    name: spanId,
    kind: 'job',
    startedAt: new Date(minute(from)).toISOString(),
    endedAt: new Date(minute(to)).toISOString(),
    result: 'success',
    ...given,
  };
}

describe('criticalPath', () => {
  it('walks back from the end, always to what ended last before', () => {
    const spans = [
      bar('run', null, [0, 12]),
      bar('build', 'run', [0, 3]),
      bar('compile', 'build', [1, 3]),
      bar('unit', 'run', [3, 6]),
      bar('e2e', 'run', [3, 8]),
      bar('deploy', 'run', [8, 12]),
      bar('skipped', 'run', [12, 12]),
    ];
    expect([...criticalPath(spans)].sort()).toEqual(
      ['build', 'compile', 'deploy', 'e2e', 'run'].sort(),
    );
  });

  it('follows a child that outlasts its parent', () => {
    const spans = [bar('run', null, [0, 5]), bar('late', 'run', [1, 9])];
    expect(criticalPath(spans).has('late')).toBe(true);
  });

  it('stands any depth', () => {
    const spans = Array.from({ length: 10_000 }, (_, index) =>
      bar(`${index}`, index ? `${index - 1}` : null, [0, 1]),
    );
    expect(criticalPath(spans).size).toBe(10_000);
  });
});

describe('markAttempts', () => {
  it('counts a job that follows one of its name that failed, not the legs of a matrix', () => {
    const failed = { result: 'failure' as const, name: 'integration' };
    const found = markAttempts([
      bar('a', 'run', [0, 2], failed),
      bar('b', 'run', [2, 4], failed),
      bar('c', 'run', [5, 6], { name: 'integration' }),
      bar('d', 'run', [0, 2], { ...failed, name: 'unit' }),
      bar('e', 'run', [1, 3], { name: 'unit' }),
    ]);
    expect([...found]).toEqual([
      ['b', 2],
      ['c', 3],
    ]);
  });
});

describe('traceOfFacts', () => {
  it('draws the run, its jobs and what both waited', () => {
    const run = makeRun({ key: 'r' });
    const tasks = [
      makeTask('build', { queuedAt: minute(-1) }),
      makeTask('deploy', { result: 'skip', queuedAt: minute(-1) }),
      { ...makeTask('open'), finishedAt: undefined },
    ];
    expect(
      traceOfFacts(run, tasks).map(span => [
        span.spanId,
        span.parentSpanId,
        span.kind,
      ]),
    ).toEqual([
      ['r', null, 'run'],
      ['r queue', 'r', 'queue'],
      ['build', 'r', 'job'],
      ['build queue', 'build', 'queue'],
      ['deploy', 'r', 'job'],
    ]);
  });

  it('draws nothing of a run of which nothing is over', () => {
    const run = { ...makeRun(), finishedAt: undefined };
    expect(traceOfFacts(run, [])).toEqual([]);
  });
});

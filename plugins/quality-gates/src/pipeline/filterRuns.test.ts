import { createRun } from '../__testUtils__/facts';
import { listChoices, parseRunFilter } from './filterRuns';

describe('parseRunFilter', () => {
  it('reads the five filters', () => {
    const search = new URLSearchParams(
      'branch=main&pipeline=ci&result=failure&scope=pull-request&attribution=flaky',
    );
    expect(parseRunFilter(search)).toEqual({
      branch: 'main',
      pipeline: 'ci',
      result: 'failure',
      attribution: 'flaky',
      scope: 'pull-request',
    });
  });

  it('counts words it does not know as no filter', () => {
    const search = new URLSearchParams(
      'result=great&scope=mine&attribution=nobody&branch=',
    );
    expect(Object.values(parseRunFilter(search))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

it('lists each branch once, and none that is unknown', () => {
  const runs = [
    createRun({ branch: 'main' }),
    createRun({ branch: 'fix' }),
    createRun({ branch: 'main' }),
    createRun({ branch: null }),
  ];
  expect(listChoices(runs, 'branch')).toEqual([
    { value: 'fix', label: 'fix' },
    { value: 'main', label: 'main' },
  ]);
});

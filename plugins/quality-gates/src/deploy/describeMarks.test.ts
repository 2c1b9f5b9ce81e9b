import { createDeployment } from '../__testUtils__/facts';
import { translate as t } from '../__testUtils__/translate';
import { describeMarks } from './describeMarks';

it.each([
  [{}, []],
  [{ failed: true }, ['Failed']],
  [
    { failed: true, failedBy: [{ type: 'incident' as const, id: 'INC-1' }] },
    ['Failed: incident INC-1'],
  ],
  [
    { failed: true, failedBy: [{ type: 'rollback' as const, id: 'dep-2' }] },
    ['Failed: rolled back by dep-2'],
  ],
  [{ rework: true, rollbackOf: 'dep-0' }, ['Rework: rolls back dep-0']],
  [{ rework: true, hotfixFor: 'dep-0' }, ['Rework: fixes dep-0']],
  [{ rework: true }, ['Rework']],
])('marks %j with %j', (partial, texts) => {
  const marks = describeMarks(createDeployment(partial), t);
  expect(marks.map(({ text }) => text)).toEqual(texts);
});

import { createDeployment } from '../__testUtils__/facts';
import { translate as t } from '../__testUtils__/translate';
import { describeMarks, nameByVersion } from './describeMarks';

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
  const marks = describeMarks(createDeployment(partial), id => id, t);
  expect(marks.map(({ text }) => text)).toEqual(texts);
});

it('names another deployment by its version where that is known', () => {
  const known = createDeployment({ id: 'dep-0', version: '2.97.1' });
  const unversioned = createDeployment({ id: 'dep-9', version: null });
  const nameOf = nameByVersion([known, unversioned]);
  const textOf = (rollbackOf: string) =>
    describeMarks(createDeployment({ rework: true, rollbackOf }), nameOf, t)[0]
      .text;
  expect(textOf('dep-0')).toBe('Rework: rolls back 2.97.1');
  expect(textOf('dep-9')).toBe('Rework: rolls back dep-9');
  expect(textOf('elsewhere')).toBe('Rework: rolls back elsewhere');
});

import { labelDates, labelEnvironments } from './labelColumns';

it.each([
  [[], []],
  [
    ['4 Nov', '4 Nov'],
    ['4 Nov', undefined],
  ],
  [
    ['4 Nov', '4 Nov', '4 Nov', '4 Nov', '5 Nov'],
    ['4 Nov', undefined, undefined, undefined, '5 Nov'],
  ],
  [
    ['4 Nov', '5 Nov', '6 Nov', '7 Nov', '8 Nov'],
    ['4 Nov', undefined, undefined, undefined, '8 Nov'],
  ],
])('labels the days %j as %j', (days, labels) => {
  expect(labelDates(days)).toEqual(labels);
});

it('names environments only when there is more than one', () => {
  expect(labelEnvironments(['production', 'production'])).toBeNull();
  expect(labelEnvironments(['production-eu', 'staging'])).toEqual([
    'EU',
    'STAG',
  ]);
});

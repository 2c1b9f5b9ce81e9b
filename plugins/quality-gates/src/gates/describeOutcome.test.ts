import { createOutcome, NOW } from '../__testUtils__/facts';
import { translate as t } from '../__testUtils__/translate';
import {
  describeOutcome,
  describeSeen,
  describeValue,
} from './describeOutcome';

const reader = { zone: 'UTC', now: NOW };

it.each([
  [{}, null],
  [{ value: 214, unit: 'ms' }, '214 ms'],
  [{ value: 214, limit: 300, unit: 'ms' }, '214 ms, limit 300 ms'],
  [{ value: 0, limit: 0 }, '0, limit 0'],
])('writes the value of %j as %p', (partial, text) => {
  expect(describeValue(createOutcome(partial), t)).toBe(text);
});

it.each([
  [{}, null],
  [{ summary: 'All green' }, 'All green'],
  [
    { value: 4, limit: 20, unit: '% left', summary: 'budget of 30 days' },
    '4 % left, limit 20 % left, budget of 30 days',
  ],
  [
    { value: 4, limit: 20, unit: '%', summary: '4 % left of 30 days' },
    '4 % left of 30 days',
  ],
  [
    { value: 2, limit: 1, summary: 'ci reported a failure' },
    'ci reported a failure',
  ],
])('says once what was seen in %j: %p', (partial, text) => {
  expect(describeSeen(createOutcome(partial), reader, t)).toBe(text);
});

it.each([
  [{ outcome: 'pass', summary: '412 of 412 passed' }, 'Pass'],
  [{ outcome: 'fail' }, 'Fail'],
  [{ outcome: 'fail', summary: '3 tests failed' }, 'Fail: 3 tests failed'],
  [{ outcome: 'warn', value: 18, unit: '%' }, 'Warning: 18 %'],
  [{ outcome: 'inconclusive' }, 'No data'],
] as const)('says of %j %p', (partial, text) => {
  expect(describeOutcome(createOutcome(partial), reader, t)).toBe(text);
});

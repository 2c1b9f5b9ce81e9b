import { compareWindows } from './trend';

const percent = { by: 'percent', moreIsBetter: true } as const;
const points = { by: 'points', moreIsBetter: false } as const;

it.each([
  [{ ...percent, current: 6.1, previous: 5.4 }, '+13 %', 'better'],
  [{ ...percent, current: 5.4, previous: 6.1 }, '−11 %', 'worse'],
  [
    { ...percent, moreIsBetter: false, current: 15, previous: 19 },
    '−21 %',
    'better',
  ],
  [{ ...percent, current: 6.1, previous: 6.11 }, '0 %', 'same'],
  [{ ...points, current: 3 / 26, previous: 1 / 23 }, '+7.2', 'worse'],
  [{ ...points, current: 0, previous: 0.1 }, '−10', 'better'],
  [{ ...points, current: 0, previous: 0 }, '0', 'same'],
] as const)('compares %j as %p, %s', (options, text, verdict) => {
  expect(compareWindows(options)).toEqual({ text, verdict });
});

it.each([
  { ...percent, current: null, previous: 1 },
  { ...percent, current: 1, previous: null },
  { ...percent, current: 1, previous: undefined },
  { ...percent, current: 1, previous: 0 },
])('compares nothing with a number that does not exist: %j', options => {
  expect(compareWindows(options)).toBeNull();
});

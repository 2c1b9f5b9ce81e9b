import { formatTimer } from './formatTimer';

it.each([
  [0, '0 s'],
  [0.02, '< 0.1 s'],
  [0.44, '0.4 s'],
  [11.2, '11 s'],
  [59.6, '1:00'],
  [740, '12:20'],
  [3599.7, '1:00:00'],
  [5025, '1:23:45'],
])('writes %p seconds as %p', (seconds, text) => {
  expect(formatTimer(seconds)).toBe(text);
});

import { layoutTimeAxis } from './layoutTimeAxis';

it.each([
  [0, []],
  [3, [1, 2, 3]],
  [740, [120, 240, 360, 480, 600, 720]],
  [3600, [600, 1200, 1800, 2400, 3000, 3600]],
])('has for %p s ticks at %j', (total, ticks) => {
  expect(layoutTimeAxis(total).map(({ seconds }) => seconds)).toEqual(ticks);
});

it.each([41, 599, 7201, 90_000, 1_000_000, 40_000_000])(
  'has at most six ticks on %p s, all of them on the axis',
  total => {
    const ticks = layoutTimeAxis(total);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks.every(({ x }) => x > 0 && x <= 1)).toBe(true);
  },
);

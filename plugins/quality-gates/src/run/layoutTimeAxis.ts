const STEPS_SECONDS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800,
  86_400,
];
const MOST_TICKS = 6;

/** A tick of the time axis; `x` is a fraction (0..1) of the whole. */
export interface Tick {
  readonly x: number;
  readonly seconds: number;
}

/**
 * Ticks at round times after the start, at most six. The start itself is written as clock time and is none of them.
 *
 * @example layoutTimeAxis(740) // ticks at 2, 4, 6, 8, 10 and 12 min
 */
export function layoutTimeAxis(totalSeconds: number): Tick[] {
  if (!(totalSeconds > 0)) return [];
  const step =
    STEPS_SECONDS.find(each => totalSeconds / each <= MOST_TICKS + 0.99) ??
    Math.ceil(totalSeconds / MOST_TICKS / 86_400) * 86_400;
  const count = Math.floor(totalSeconds / step);
  return Array.from({ length: count }, (_, index) => {
    const seconds = (index + 1) * step;
    return { seconds, x: seconds / totalSeconds };
  });
}

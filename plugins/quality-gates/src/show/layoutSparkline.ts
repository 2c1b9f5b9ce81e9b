/** The box a sparkline is laid out in, before it is stretched to its card. */
export const SPARKLINE = { width: 176, height: 36 } as const;

const TOP = 5;
const MARK = 3;

/** A filled rectangle; `kind` says what it stands for. */
export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly kind: 'value' | 'none' | 'failed';
}

/** A line with gaps: a path for each unbroken stretch, a dot for each point alone, and the last point. */
export interface Line {
  readonly paths: readonly string[];
  readonly dots: readonly Point[];
  readonly last: Point | null;
}

/** A place in the box. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/**
 * Bars from zero, one a bucket; a bucket with failures carries a mark above its bar, an empty one a thin foot.
 *
 * @example layoutBars([{ value: 2, failed: 0 }, { value: 0, failed: 0 }])
 */
export function layoutBars(
  buckets: readonly { value: number; failed: number }[],
): Bar[] {
  const max = Math.max(1, ...buckets.map(({ value }) => value));
  const slot = SPARKLINE.width / Math.max(1, buckets.length);
  const width = round(slot * 0.8);
  const room = SPARKLINE.height - TOP - MARK;
  return buckets.flatMap(({ value, failed }, index) => {
    const x = round(index * slot + slot * 0.1);
    const height = value > 0 ? round((value / max) * room) : 1.5;
    const y = round(SPARKLINE.height - height);
    const bar = { x, y, width, height, kind: value > 0 ? 'value' : 'none' };
    const mark = { x, y: y - MARK - 2, width, height: MARK, kind: 'failed' };
    return (failed > 0 ? [bar, mark] : [bar]) as Bar[];
  });
}

/**
 * A line from zero to the largest value. Null is a gap, never zero: the line breaks there.
 *
 * @example layoutLine([1, null, 2, 2]).paths // one path, over the last two points; the first is a dot
 */
export function layoutLine(values: readonly (number | null)[]): Line {
  const max = Math.max(0, ...values.map(value => value ?? 0)) || 1;
  const step = (SPARKLINE.width - 8) / Math.max(1, values.length - 1);
  const room = SPARKLINE.height - TOP - 3;
  const points = values.map((value, index) =>
    value === null
      ? null
      : {
          x: round(4 + index * step),
          y: round(TOP + (1 - value / max) * room),
        },
  );
  const stretches: Point[][] = [[]];
  for (const point of points) {
    if (point) stretches[stretches.length - 1].push(point);
    else stretches.push([]);
  }
  const drawn = stretches.filter(({ length }) => length > 0);
  return {
    paths: drawn
      .filter(({ length }) => length > 1)
      .map(stretch => `M${stretch.map(({ x, y }) => `${x} ${y}`).join('L')}`),
    dots: drawn.filter(({ length }) => length === 1).flat(),
    last: points.filter(point => point !== null).pop() ?? null,
  };
}

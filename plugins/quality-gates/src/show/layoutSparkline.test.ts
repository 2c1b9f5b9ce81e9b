import { layoutBars, layoutLine, SPARKLINE } from './layoutSparkline';

describe('layoutLine', () => {
  it.each([
    ['nothing', [], [], 0, null],
    ['only gaps', [null, null], [], 0, null],
    ['one value', [7], [], 1, { x: 4, y: 5 }],
    ['a rise', [0, 10], ['M4 33L172 5'], 0, { x: 172, y: 5 }],
    [
      'a gap in the middle',
      [10, 5, null, 5, 10],
      ['M4 5L46 19', 'M130 19L172 5'],
      0,
      { x: 172, y: 5 },
    ],
    [
      'a gap at the end, with a point alone',
      [10, null, 5, null],
      [],
      2,
      { x: 116, y: 19 },
    ],
    ['zeros, on the ground', [0, 0], ['M4 33L172 33'], 0, { x: 172, y: 33 }],
  ])('draws %s', (_, values, paths, dots, last) => {
    const line = layoutLine(values);
    expect(line.paths).toEqual(paths);
    expect(line.dots).toHaveLength(dots);
    expect(line.last).toEqual(last);
  });
});

describe('layoutBars', () => {
  it('draws the largest bucket to the top and an empty one as a thin foot', () => {
    const [full, half, none] = layoutBars([
      { value: 4, failed: 0 },
      { value: 2, failed: 0 },
      { value: 0, failed: 0 },
    ]);
    expect(full).toMatchObject({ kind: 'value', height: 28, y: 8 });
    expect(half).toMatchObject({ kind: 'value', height: 14, y: 22 });
    expect(none).toMatchObject({ kind: 'none', height: 1.5 });
  });

  it('marks a bucket with failures above its bar, inside the box', () => {
    const bars = layoutBars([
      { value: 1, failed: 1 },
      { value: 1, failed: 0 },
    ]);
    const marks = bars.filter(({ kind }) => kind === 'failed');
    expect(marks).toHaveLength(1);
    expect(marks[0].y).toBeGreaterThanOrEqual(0);
  });

  it('keeps ninety buckets inside the box', () => {
    const bars = layoutBars(
      Array.from({ length: 90 }, () => ({ value: 1, failed: 0 })),
    );
    const last = bars[bars.length - 1];
    expect(last.x + last.width).toBeLessThanOrEqual(SPARKLINE.width);
  });
});

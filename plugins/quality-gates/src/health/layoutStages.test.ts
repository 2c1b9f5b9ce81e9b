import { layoutStages } from './layoutStages';

const stage = { n: 4, failed: 0 };

it('draws all stages on the scale of the longest p95', () => {
  const bars = layoutStages([
    { ...stage, stage: 'build', p50Seconds: 50, p95Seconds: 100 },
    { ...stage, stage: 'test', p50Seconds: 100, p95Seconds: 200 },
  ]);
  expect(bars.map(({ bar, whisker }) => [bar, whisker])).toEqual([
    [0.25, 0.5],
    [0.5, 1],
  ]);
});

it('draws no bar where nothing is known', () => {
  const [bar] = layoutStages([
    { ...stage, stage: 'other', p50Seconds: null, p95Seconds: null },
  ]);
  expect(bar).toMatchObject({ bar: 0, whisker: 0, p50Seconds: null });
});

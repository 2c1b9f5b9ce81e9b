import { createFailedSpans } from '../__testUtils__/spans';
import { layoutCriticalPath } from './layoutCriticalPath';
import { layoutWaterfall } from './layoutWaterfall';
import { createSpanTree } from './spanTree';

it('joins the pieces in order of time', () => {
  const rows = layoutWaterfall(createSpanTree(createFailedSpans()), {
    folded: new Set(),
    onlyCritical: false,
    verdicts: new Map(),
  });
  const { pieces, steps } = layoutCriticalPath(rows);
  expect(pieces[1].x).toBeCloseTo(174 / 540);
  expect(pieces.map(({ row }) => row)).toEqual([1, 4]);
  expect(steps).toEqual([{ x: 174 / 540, fromRow: 1, toRow: 4 }]);
});

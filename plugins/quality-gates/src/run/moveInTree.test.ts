import { createFailedSpans } from '../__testUtils__/spans';
import { layoutWaterfall } from './layoutWaterfall';
import { moveInTree } from './moveInTree';
import { createSpanTree } from './spanTree';

const rows = layoutWaterfall(createSpanTree(createFailedSpans()), {
  folded: new Set(['unit']),
  onlyCritical: false,
  verdicts: new Map(),
});
// run, build, checkout, compile, unit (folded)

it.each([
  ['ArrowDown', 0, { focus: 1 }],
  ['ArrowDown', 4, { focus: 4 }],
  ['ArrowUp', 0, { focus: 0 }],
  ['ArrowUp', 3, { focus: 2 }],
  ['Home', 3, { focus: 0 }],
  ['End', 1, { focus: 4 }],
  ['PageDown', 0, { focus: 4 }],
  ['ArrowRight', 4, { toggle: 'unit' }],
  ['ArrowRight', 1, { focus: 2 }],
  ['ArrowRight', 2, undefined],
  ['ArrowLeft', 1, { toggle: 'build' }],
  ['ArrowLeft', 2, { focus: 1 }],
  ['ArrowLeft', 4, { focus: 0 }],
  ['x', 0, undefined],
])('%s on row %p means %j', (key, index, move) => {
  expect(moveInTree(rows, index, key)).toEqual(move);
});

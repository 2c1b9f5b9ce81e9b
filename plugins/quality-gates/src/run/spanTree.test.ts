import { createSpan } from '../__testUtils__/spans';
import { createSpanTree } from './spanTree';

describe('createSpanTree', () => {
  it('orders siblings by their start', () => {
    const tree = createSpanTree([
      createSpan('run', [0, 10]),
      createSpan('late', [5, 6], { parentSpanId: 'run' }),
      createSpan('early', [1, 2], { parentSpanId: 'run' }),
    ]);
    expect(tree.roots[0].children.map(({ span }) => span.spanId)).toEqual([
      'early',
      'late',
    ]);
  });

  it('ends in trees whatever the parents are', () => {
    const tree = createSpanTree([
      createSpan('a', [0, 1], { parentSpanId: 'b' }),
      createSpan('b', [0, 1], { parentSpanId: 'a' }),
      createSpan('self', [0, 1], { parentSpanId: 'self' }),
      createSpan('a', [0, 9], { parentSpanId: 'b' }),
    ]);
    expect(tree.roots.map(({ span }) => span.spanId)).toEqual(['a', 'self']);
    expect(tree.byId.size).toBe(3);
  });

  it('never lets a span end before it began', () => {
    const tree = createSpanTree([createSpan('skewed', [5, 3])]);
    expect(tree.endedAt).toBe(tree.startedAt);
  });
});

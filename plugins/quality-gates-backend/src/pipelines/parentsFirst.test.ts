import { parentsFirst } from './parentsFirst';

const span = (spanId: string, parentSpanId: string | null = null) => ({
  spanId,
  parentSpanId,
});

function order(...spans: ReturnType<typeof span>[]): string {
  return parentsFirst(spans)
    .map(one => one.spanId)
    .join(' ');
}

describe('parentsFirst', () => {
  it('puts each parent before its children and keeps the order of siblings', () => {
    expect(order(span('b2', 'b'), span('a'), span('b'), span('b1', 'b'))).toBe(
      'a b b2 b1',
    );
  });

  it('takes a span whose parent never arrived for a root', () => {
    expect(order(span('child', 'elsewhere'), span('a'))).toBe('child a');
  });

  it('loses no span that only names itself or a circle', () => {
    expect(
      order(span('x', 'y'), span('y', 'x'), span('a'), span('z', 'z')),
    ).toBe('a x y z');
  });

  it('follows a chain deeper than the call stack', () => {
    const chain = Array.from({ length: 50_000 }, (_, i) =>
      span(`${i}`, i ? `${i - 1}` : null),
    );
    expect(parentsFirst([...chain].reverse())).toEqual(chain);
  });
});

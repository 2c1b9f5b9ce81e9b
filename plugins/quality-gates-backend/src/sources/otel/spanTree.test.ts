import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { span as makeSpan } from './__fixtures__/span';
import { orderSpans } from './spanTree';

const span = (...given: Parameters<typeof makeSpan>) => ({
  span: makeSpan(...given),
});
const shape = (...readings: { span: Span }[]) =>
  orderSpans(readings).map(node => [
    node.span.spanId,
    node.parent?.span.spanId ?? null,
  ]);

describe('orderSpans', () => {
  it('puts parents before children that started earlier', () => {
    expect(
      shape(
        span('child', { parentSpanId: 'top', at: [0, 1] }),
        span('top', { at: [5, 6] }),
      ),
    ).toEqual([
      ['top', null],
      ['child', 'top'],
    ]);
  });

  it('cuts a circle where it starts, also when a span that hangs on it is earlier', () => {
    expect(
      shape(
        span('leaf', { parentSpanId: 'b', at: [0, 1] }),
        span('a', { parentSpanId: 'b', at: [2, 9] }),
        span('b', { parentSpanId: 'a', at: [3, 9] }),
        span('under', { parentSpanId: 'leaf', at: [1, 2] }),
      ),
    ).toEqual([
      ['a', null],
      ['b', 'a'],
      ['leaf', 'b'],
      ['under', 'leaf'],
    ]);
  });

  it('keeps the later end of two spans with one id', () => {
    const nodes = orderSpans([
      span('a', { at: [0, 9] }),
      span('a', { at: [0, 5] }),
    ]);
    expect(nodes.map(node => node.span.endedAt - node.span.startedAt)).toEqual([
      9000,
    ]);
  });
});

import { makeSpan, TRACE } from './__testUtils__/testSpans';
import { readSpans, writeSpans } from './spanBlob';

describe('writeSpans', () => {
  const resource = { 'service.name': 'ci', list: ['a', 1, null] };
  const spans = [
    makeSpan('1', {
      attributes: { constructor: 'x', n: 1, on: true, nothing: null },
      resourceAttributes: resource,
      scopeName: 'a',
    }),
    makeSpan('2', {
      parentSpanId: '1',
      startedAt: 1_739_999_999_000,
      attributes: { map: { deep: ['x'] } },
      resourceAttributes: resource,
      scopeName: 'b',
      statusCode: 2,
      statusMessage: 'exit code 1',
      events: [{ name: 'e', at: 5, attributes: { a: 'b' } }],
      links: [{ traceId: 'b'.repeat(32), spanId: '' }],
    }),
    makeSpan('3', { scopeName: 'a', scopeAttributes: { version: '1' } }),
  ];

  it('keeps everything of every span', () => {
    expect(readSpans(TRACE, writeSpans(spans))).toEqual(spans);
    expect(readSpans(TRACE, writeSpans([]))).toEqual([]);
  });

  it('writes a resource once, whoever shares it', () => {
    const text = writeSpans(spans);
    expect(text.split('"ci"')).toHaveLength(2);
    const [first, second] = readSpans(TRACE, text);
    expect(first.resourceAttributes).toBe(second.resourceAttributes);
  });

  it('is the same text for the same spans, which makes a repeated request the same row', () => {
    expect(writeSpans(structuredClone(spans))).toBe(writeSpans(spans));
  });
});

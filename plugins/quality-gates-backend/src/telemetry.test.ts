import { recordSpans } from './__testUtils__/recordSpans';
import { createCounters, pipelineOf, withSpan } from './telemetry';

const PIPELINE = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
};

describe('pipelineOf', () => {
  it('reads the sender’s span off the traceparent header', () => {
    const traceparent = `00-${PIPELINE.traceId}-${PIPELINE.spanId}-01`;
    expect(pipelineOf({ traceparent })).toEqual([PIPELINE]);
  });

  it.each<Record<string, string>>([
    {},
    { traceparent: 'nonsense' },
    { traceparent: '00-ab-cd-01' },
  ])('finds nothing in %p', headers => {
    expect(pipelineOf(headers)).toEqual([]);
  });
});

describe('withSpan', () => {
  const exporter = recordSpans();

  it('makes a span that links to the pipeline’s own', () => {
    const options = { attributes: { a: 1 }, pipeline: [PIPELINE] };
    expect(withSpan('quality_gates.delivery', options, () => 7)).toBe(7);
    const [span] = exporter.getFinishedSpans();
    expect(span.name).toBe('quality_gates.delivery');
    expect(span.attributes).toEqual({ a: 1 });
    expect(span.links.map(link => link.context)).toEqual([
      expect.objectContaining(PIPELINE),
    ]);
  });

  it('marks the span and passes on what the work throws', () => {
    const work = () => {
      throw new Error('broken');
    };
    expect(() => withSpan('x', { attributes: {}, pipeline: [] }, work)).toThrow(
      'broken',
    );
    expect(exporter.getFinishedSpans()[0].status.code).toBe(2);
  });
});

describe('createCounters', () => {
  it('counts under stable names with door, reason and type', () => {
    const added: unknown[] = [];
    const counters = createCounters({
      createCounter: (name: string) => ({
        add: (n: number, attributes: unknown) =>
          added.push([name, n, attributes]),
      }),
    } as unknown as Parameters<typeof createCounters>[0]);
    counters.accepted('otlp', 3);
    counters.rejected('webhooks', 'signature');
    counters.unmapped('run', 'no-match');
    expect(added).toEqual([
      ['quality_gates.ingest.accepted', 3, { door: 'otlp' }],
      [
        'quality_gates.ingest.rejected',
        1,
        { door: 'webhooks', reason: 'signature' },
      ],
      ['quality_gates.ingest.unmapped', 1, { type: 'run', reason: 'no-match' }],
    ]);
  });
});

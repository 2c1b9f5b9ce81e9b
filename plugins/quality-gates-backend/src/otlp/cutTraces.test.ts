import type { AttributeValue } from '@quality-gates/backstage-plugin-quality-gates-node';
import { createTraceSchema, encodeTraces } from '../../dev/traceSchema';
import { cutSpans, cutTraces } from './cutTraces';
import { decodeTracesProtobuf } from './decodeTracesProtobuf';

const schema = createTraceSchema();
const ids = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };

describe('a request cut by trace', () => {
  it('keeps what was sent of a span that no field of ours holds', () => {
    const scopeSpans = [{ spans: [{ ...ids, traceState: 'vendor=1' }] }];
    const body = encodeTraces(schema, { resourceSpans: [{ scopeSpans }] });
    const [{ bytes }] = cutTraces(decodeTracesProtobuf(body));
    expect(Buffer.from(bytes).toString('latin1')).toContain('vendor=1');
  });

  it('says which resource and scope each span is of when a trace comes and goes', () => {
    const own = (id: string, n: number) => ({
      traceId: id.repeat(32),
      spanId: `${n}`.repeat(16),
    });
    const scope = (name: string, ...spans: object[]) => ({
      scope: { name },
      spans,
    });
    const sent = {
      resourceSpans: ['x', 'y'].map((service, n) => ({
        resource: {
          attributes: [
            { key: 'service.name', value: { stringValue: service } },
          ],
        },
        scopeSpans: [
          scope('first', own('a', 1 + 4 * n), own('b', 2), own('a', 3 + 4 * n)),
          scope('none', own('b', 9)),
          scope('last', own('a', 4 + 4 * n)),
        ],
      })),
    };
    const [{ bytes }] = cutTraces(
      decodeTracesProtobuf(encodeTraces(schema, sent)),
    );
    const { spans, layout } = decodeTracesProtobuf(bytes);
    expect(
      spans.map(({ spanId, scopeName, resourceAttributes }) =>
        [spanId[0], scopeName, resourceAttributes['service.name']].join(' '),
      ),
    ).toEqual([
      '1 first x',
      '3 first x',
      '4 last x',
      '5 first y',
      '7 first y',
      '8 last y',
    ]);
    expect(layout.scopes).toHaveLength(4);
  });
});

it('is written in protobuf when it came as JSON, with numbers that integers of the wire do not hold', () => {
  const values: Record<string, AttributeValue> = {
    zero: -0,
    large: 2 ** 60,
    half: 0.5,
  };
  const [span] = decodeTracesProtobuf(
    encodeTraces(schema, {
      resourceSpans: [{ scopeSpans: [{ spans: [ids] }] }],
    }),
  ).spans;
  const [{ bytes }] = cutSpans([{ ...span, attributes: values }]);
  expect(decodeTracesProtobuf(bytes).spans[0].attributes).toEqual(values);
});

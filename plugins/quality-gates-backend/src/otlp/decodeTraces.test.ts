import { createTraceSchema, encodeTraces } from '../../dev/traceSchema';
import { decodeTracesJson } from './decodeTracesJson';
import { decodeTracesProtobuf } from './decodeTracesProtobuf';

const schema = createTraceSchema();
const toJson = (request: unknown) => Buffer.from(JSON.stringify(request));
const fromJson = (request: unknown) => decodeTracesJson(toJson(request));
const fromProtobuf = (request: object) =>
  decodeTracesProtobuf(encodeTraces(schema, request));

/** A request of one span. */
const oneSpan = (span: object, resource: object = {}, scope: object = {}) => ({
  resourceSpans: [{ resource, scopeSpans: [{ scope, spans: [span] }] }],
});
const ids = {
  traceId: '5b8efff798038103d269b633813fc60c',
  spanId: 'eee19b7ec3c1b174',
};
const attribute = (key: string, value: object) => ({ key, value });
const nested = (depth: number): object =>
  depth === 0
    ? { stringValue: 'leaf' }
    : { arrayValue: { values: [nested(depth - 1)] } };

describe.each([
  ['protobuf', fromProtobuf],
  ['JSON', fromJson],
])('a trace request in %s', (_, decode) => {
  it('becomes spans with everything we keep', () => {
    const request = oneSpan(
      {
        ...ids,
        parentSpanId: 'eee19b7ec3c1b173',
        name: 'build',
        kind: 2,
        startTimeUnixNano: '1767600000123999999',
        endTimeUnixNano: '1767600001000000000',
        attributes: [
          attribute('text', { stringValue: 'a' }),
          attribute('yes', { boolValue: true }),
          attribute('no', { boolValue: false }),
          attribute('int', { intValue: '42' }),
          attribute('zero', { intValue: '0' }),
          attribute('negative', { intValue: '-1' }),
          attribute('large', { intValue: '14460881260' }),
          attribute('safe', { intValue: '9007199254740991' }),
          attribute('unsafe', { intValue: '9007199254740993' }),
          attribute('min', { intValue: '-9223372036854775808' }),
          attribute('double', { doubleValue: 0.25 }),
          attribute('nan', { doubleValue: 'NaN' }),
          attribute('infinite', { doubleValue: '-Infinity' }),
          attribute('bytes', { bytesValue: 'AAEC' }),
          attribute('list', {
            arrayValue: {
              values: [{ stringValue: 'x' }, { intValue: '1' }, {}],
            },
          }),
          attribute('map', {
            kvlistValue: { values: [attribute('k', { stringValue: 'v' })] },
          }),
          attribute('empty', {}),
          { key: 'no value' },
          attribute('twice', { intValue: '1' }),
          attribute('twice', { intValue: '2' }),
        ],
        events: [
          {
            timeUnixNano: '1767600000500000000',
            name: 'log',
            attributes: [attribute('e', { intValue: '1' })],
          },
        ],
        links: [
          { traceId: ids.traceId, spanId: 'eee19b7ec3c1b175' },
          { traceId: ids.traceId },
          { spanId: 'eee19b7ec3c1b175' },
        ],
        status: { code: 2, message: 'broken' },
        flags: 257,
      },
      { attributes: [attribute('service.name', { stringValue: 'ci' })] },
      {
        name: 'scope',
        version: '1',
        attributes: [attribute('s', { boolValue: true })],
      },
    );
    expect(decode(request)).toMatchObject({
      rejectedSpans: 0,
      message: '',
      spans: [
        {
          ...ids,
          parentSpanId: 'eee19b7ec3c1b173',
          name: 'build',
          kind: 2,
          startedAt: 1767600000123,
          endedAt: 1767600001000,
          attributes: {
            text: 'a',
            yes: true,
            no: false,
            int: 42,
            zero: 0,
            negative: -1,
            large: 14460881260,
            safe: 9007199254740991,
            unsafe: '9007199254740993',
            min: '-9223372036854775808',
            double: 0.25,
            nan: 'NaN',
            infinite: '-Infinity',
            bytes: 'AAEC',
            list: ['x', 1, null],
            map: { k: 'v' },
            empty: null,
            'no value': null,
            twice: 2,
          },
          events: [{ name: 'log', at: 1767600000500, attributes: { e: 1 } }],
          links: [
            { traceId: ids.traceId, spanId: 'eee19b7ec3c1b175' },
            { traceId: ids.traceId, spanId: '' },
          ],
          statusCode: 2,
          statusMessage: 'broken',
          scopeName: 'scope',
          scopeAttributes: { s: true },
          resourceAttributes: { 'service.name': 'ci' },
        },
      ],
    });
  });

  it('gives each span its own scope and resource', () => {
    const named = (name: string, n: number) => ({
      resource: { attributes: [attribute('r', { stringValue: name })] },
      scopeSpans: [`${name}1`, `${name}2`].map(scope => ({
        scope: { name: scope },
        spans: Array.from({ length: n }, () => ids),
      })),
    });
    const { spans } = decode({ resourceSpans: [named('a', 2), named('b', 1)] });
    expect(
      spans.map(span => [span.resourceAttributes.r, span.scopeName]),
    ).toEqual([
      ['a', 'a1'],
      ['a', 'a1'],
      ['a', 'a2'],
      ['a', 'a2'],
      ['b', 'b1'],
      ['b', 'b2'],
    ]);
  });

  it('is empty without spans', () => {
    const nothing = { spans: [], rejectedSpans: 0, message: '' };
    expect(decode({})).toMatchObject(nothing);
    expect(decode({ resourceSpans: [] })).toMatchObject(nothing);
    expect(
      decode({ resourceSpans: [{ scopeSpans: [{ spans: [] }] }] }),
    ).toMatchObject(nothing);
  });

  it.each([
    ['no trace id', { traceId: '' }],
    ['a trace id of zeros', { traceId: '0'.repeat(32) }],
    ['a trace id of 15 bytes', { traceId: '5b8efff798038103d269b633813fc6' }],
    ['no span id', { spanId: '' }],
    ['a span id of zeros', { spanId: '0'.repeat(16) }],
    ['a span id of 9 bytes', { spanId: 'eee19b7ec3c1b17400' }],
    ['a parent span id of 4 bytes', { parentSpanId: 'eee19b7e' }],
  ])('rejects a span with %s and keeps the others', (_name, wrong) => {
    const request = {
      resourceSpans: [
        {
          scopeSpans: [
            { scope: { name: 's' }, spans: [{ ...ids, ...wrong }, ids] },
          ],
        },
      ],
    };
    const { spans, rejectedSpans, message } = decode(request);
    expect({
      rejectedSpans,
      kept: spans.length,
      scope: spans[0].scopeName,
    }).toEqual({ rejectedSpans: 1, kept: 1, scope: 's' });
    expect(message).toMatch(/^1 spans were rejected: traceId must be 16 bytes/);
  });

  it('reads a parent of zeros as none', () => {
    const span = { ...ids, parentSpanId: '0'.repeat(16) };
    expect(decode(oneSpan(span)).spans[0].parentSpanId).toBeNull();
  });

  it('clamps an end before its start', () => {
    const times = {
      startTimeUnixNano: '1767600001000000000',
      endTimeUnixNano: '1767600000000000000',
    };
    const [span] = decode(oneSpan({ ...ids, ...times })).spans;
    expect([span.startedAt, span.endedAt]).toEqual([
      1767600001000, 1767600001000,
    ]);
  });

  it.each([
    ['0', 0],
    ['999999', 0],
    ['1000000', 1],
    ['1767600000999999999', 1767600000999],
    ['1767600001000000000', 1767600001000],
    ['18446744073709551615', 18446744073709],
  ])('rounds %s ns down to %s ms', (nanos, millis) => {
    const times = { startTimeUnixNano: nanos, endTimeUnixNano: nanos };
    expect(decode(oneSpan({ ...ids, ...times })).spans[0].startedAt).toBe(
      millis,
    );
  });

  it('takes unknown kinds and status codes for unset, never for success', () => {
    const [span] = decode(
      oneSpan({ ...ids, kind: 99, status: { code: 7 } }),
    ).spans;
    expect([span.kind, span.statusCode]).toEqual([0, 0]);
  });

  it('keeps attributes away from prototypes', () => {
    const attributes = ['__proto__', 'constructor', 'toString'].map(key =>
      attribute(key, {
        kvlistValue: {
          values: [
            attribute('__proto__', { stringValue: 'x' }),
            attribute('polluted', { boolValue: true }),
          ],
        },
      }),
    );
    const [span] = decode(oneSpan({ ...ids, attributes })).spans;
    expect('hasOwnProperty' in span.attributes).toBe(false);
    expect(Object.keys(span.attributes)).toEqual(['constructor', 'toString']);
    expect(Object.keys(span.attributes.constructor as object)).toEqual([
      'polluted',
    ]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('takes values nested 30 deep and refuses 40', () => {
    const request = (depth: number) =>
      oneSpan({ ...ids, attributes: [attribute('deep', nested(depth))] });
    expect(
      JSON.stringify(decode(request(30)).spans[0].attributes.deep),
    ).toContain('leaf');
    expect(() => decode(request(40))).toThrow('nested deeper than 32');
  });

  it('leaves out what is beyond 1000 attributes, events or links, shortens long text, and says so', () => {
    const many = Array.from({ length: 1001 }, (_item, n) => n);
    const [span] = decode(
      oneSpan({
        ...ids,
        attributes: many.map(n => attribute(`k${n}`, { intValue: '1' })),
        events: many.map(n => ({ name: `e${n}` })),
        links: many.map(() => ids),
      }),
    ).spans;
    expect(Object.keys(span.attributes)).toHaveLength(1000);
    expect([span.events.length, span.links.length]).toEqual([1000, 1000]);

    const long = attribute('long', { stringValue: 'x'.repeat(70_000) });
    const { spans, message, rejectedSpans } = decode(
      oneSpan({ ...ids, attributes: [long] }),
    );
    expect(spans[0].attributes.long).toHaveLength(65_536);
    expect(rejectedSpans).toBe(0);
    expect(message).toMatch(
      /^1 attributes, events or links were left out or shortened/,
    );
  });

  it('refuses more than 100,000 spans', () => {
    const request = (n: number) => ({
      resourceSpans: [{ scopeSpans: [{ spans: Array(n).fill(ids) }] }],
    });
    expect(decode(request(100_000)).spans).toHaveLength(100_000);
    expect(() => decode(request(100_001))).toThrow('100000 spans');
  });

  it('replaces U+0000, which PostgreSQL cannot store', () => {
    const span = {
      ...ids,
      name: 'a\0b',
      attributes: [attribute('k\0', { stringValue: '\0' })],
    };
    const [{ name, attributes }] = decode(oneSpan(span)).spans;
    expect([name, attributes]).toEqual(['a\uFFFDb', { 'k\uFFFD': '\uFFFD' }]);
  });
});

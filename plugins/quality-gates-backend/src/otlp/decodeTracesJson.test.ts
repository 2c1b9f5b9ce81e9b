import { decodeTracesJson } from './decodeTracesJson';

const ids = {
  traceId: '5b8efff798038103d269b633813fc60c',
  spanId: 'eee19b7ec3c1b174',
};
const decode = (request: unknown) =>
  decodeTracesJson(Buffer.from(JSON.stringify(request)));
const decodeSpan = (span: object) =>
  decode({
    resourceSpans: [{ scopeSpans: [{ spans: [{ ...ids, ...span }] }] }],
  }).spans[0];
const decodeValue = (value: object) =>
  decodeSpan({ attributes: [{ key: 'k', value }] }).attributes.k;

describe('decodeTracesJson', () => {
  it('reads ids in any case', () => {
    const { traceId, spanId } = decodeSpan({
      traceId: ids.traceId.toUpperCase(),
      spanId: ids.spanId.toUpperCase(),
    });
    expect({ traceId, spanId }).toEqual(ids);
  });

  it.each([
    ['number', 42, 42],
    ['text', '42', 42],
    ['text with leading zeros', '007', 7],
    ['negative zero', '-0', 0],
    ['text beyond 2^53', '9007199254740993', '9007199254740993'],
  ])('reads an int64 as %s', (_, intValue, expected) => {
    expect(decodeValue({ intValue })).toBe(expected);
  });

  it.each([
    [1767600000000000000, 1767600000000],
    [1767600000123000000, 1767600000123],
    [1767600000999000000, 1767600000999],
    [1500000, 1],
  ])('reads %d ns as a JSON number as %d ms', (startTimeUnixNano, millis) => {
    expect(decodeSpan({ startTimeUnixNano }).startedAt).toBe(millis);
  });

  it.each([
    [0.5, 0.5],
    ['0.5', 0.5],
    ['-1e3', -1000],
    ['NaN', 'NaN'],
    ['Infinity', 'Infinity'],
    [3, 3],
  ])('reads the double %j as %j', (doubleValue, expected) => {
    expect(decodeValue({ doubleValue })).toBe(expected);
  });

  it.each([
    ['SPAN_KIND_SERVER', 2],
    ['server', 2],
    ['2', 2],
    [2, 2],
    ['SPAN_KIND_NEW', 0],
    [null, 0],
  ])('reads the kind %j as %d', (kind, expected) => {
    expect(decodeSpan({ kind }).kind).toBe(expected);
  });

  it.each([
    ['STATUS_CODE_ERROR', 2],
    ['OK', 1],
    [0, 0],
  ])('reads the status code %j as %d', (code, expected) => {
    expect(decodeSpan({ status: { code } }).statusCode).toBe(expected);
  });

  it('reads bytes in URL-safe base64 without padding', () => {
    expect(decodeValue({ bytesValue: '-_8' })).toBe('+/8=');
  });

  it('reads the names of the .proto file too', () => {
    const { spans } = decode({
      resource_spans: [
        {
          resource: {
            attributes: [{ key: 'r', value: { string_value: 'x' } }],
          },
          scope_spans: [
            {
              spans: [
                {
                  trace_id: ids.traceId,
                  span_id: ids.spanId,
                  parent_span_id: 'eee19b7ec3c1b173',
                  start_time_unix_nano: '1000000',
                  end_time_unix_nano: '2000000',
                  events: [{ time_unix_nano: '1000000', name: 'e' }],
                },
              ],
            },
          ],
        },
      ],
    });
    expect(spans).toMatchObject([
      {
        ...ids,
        parentSpanId: 'eee19b7ec3c1b173',
        startedAt: 1,
        endedAt: 2,
        events: [{ at: 1 }],
        resourceAttributes: { r: 'x' },
      },
    ]);
  });

  it('reads spans as tracepusher sends them: times in snake_case as numbers, the kind by name', () => {
    const { spans } = decode({
      resourceSpans: [
        {
          scopeSpans: [
            {
              scope: { name: 'manual-test' },
              spans: [
                {
                  ...ids,
                  name: 'build',
                  kind: 'SPAN_KIND_INTERNAL',
                  start_time_unix_nano: 1767600000000000000,
                  end_time_unix_nano: 1767600010000000000,
                  droppedAttributesCount: 0,
                  status: { code: 1 },
                },
              ],
            },
          ],
        },
      ],
    });
    expect(spans).toMatchObject([
      {
        kind: 1,
        startedAt: 1767600000000,
        endedAt: 1767600010000,
        statusCode: 1,
      },
    ]);
  });

  it('reads the instrumentation libraries of old senders', () => {
    const { spans } = decode({
      resourceSpans: [
        {
          instrumentationLibrarySpans: [
            { instrumentationLibrary: { name: 'library' }, spans: [ids] },
          ],
        },
      ],
    });
    expect(spans.map(({ scopeName }) => scopeName)).toEqual(['library']);
  });

  it('reads null as absent', () => {
    const span = decodeSpan({
      parentSpanId: null,
      name: null,
      attributes: null,
      events: null,
      links: null,
      status: null,
      startTimeUnixNano: null,
    });
    expect(span).toMatchObject({ name: '', startedAt: 0, parentSpanId: null });
    expect(decode({ resourceSpans: null }).spans).toEqual([]);
  });

  it('ignores fields and kinds of value it does not know', () => {
    expect(decodeSpan({ future: { a: [1] } })).toMatchObject(ids);
    expect(decodeValue({ futureValue: 1 })).toBeNull();
  });

  it('replaces half a surrogate pair, which UTF-8 cannot write', () => {
    expect(decodeSpan({ name: 'a\ud800b😀' }).name).toBe('a\uFFFDb😀');
  });

  it.each([
    ['no JSON', '{"resourceSpans": ['],
    ['an empty body', ''],
    ['an array', '[]'],
    ['text', '"x"'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('refuses %s', (_, body) => {
    expect(() => decodeTracesJson(Buffer.from(body as string))).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });

  it.each([
    ['traceId', { traceId: 'zz000000000000000000000000000000' }],
    ['traceId', { traceId: 'W47/95gDgQPSabYzgT/GDA==' }],
    ['traceId', { traceId: 5 }],
    ['spanId', { spanId: 'abc' }],
    ['name', { name: 5 }],
    ['kind', { kind: {} }],
    ['startTimeUnixNano', { startTimeUnixNano: 'today' }],
    ['startTimeUnixNano', { startTimeUnixNano: '-1' }],
    ['startTimeUnixNano', { startTimeUnixNano: 1.5 }],
    ['endTimeUnixNano', { endTimeUnixNano: '9'.repeat(21) }],
    ['attributes', { attributes: {} }],
    ['attributes', { attributes: ['x'] }],
    ['key', { attributes: [{ key: 1 }] }],
    ['value', { attributes: [{ key: 'k', value: 'bare' }] }],
    ['stringValue', { attributes: [{ key: 'k', value: { stringValue: 1 } }] }],
    ['boolValue', { attributes: [{ key: 'k', value: { boolValue: 'true' } }] }],
    ['intValue', { attributes: [{ key: 'k', value: { intValue: 'x' } }] }],
    [
      'doubleValue',
      { attributes: [{ key: 'k', value: { doubleValue: 'x' } }] },
    ],
    ['bytesValue', { attributes: [{ key: 'k', value: { bytesValue: '{}' } }] }],
    [
      'values',
      { attributes: [{ key: 'k', value: { arrayValue: { values: 1 } } }] },
    ],
    ['status', { status: 'OK' }],
    ['events', { events: 'x' }],
    ['links', { links: [1] }],
  ])('refuses a wrong %s by name: %j', (name, span) => {
    expect(() => decodeSpan(span)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(name),
      }),
    );
  });
});

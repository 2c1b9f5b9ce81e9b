import fc from 'fast-check';
import { createTraceSchema, encodeTraces } from '../../dev/traceSchema';
import { cutTraces } from './cutTraces';
import { decodeTracesJson } from './decodeTracesJson';
import { decodeTracesProtobuf } from './decodeTracesProtobuf';

const schema = createTraceSchema();
const toJson = (request: unknown) => Buffer.from(JSON.stringify(request));

/** What a decoder made of a body: 'spans', or the name of the error it threw. */
function outcomeOf(decode: () => { spans: readonly unknown[] }): string {
  try {
    return Array.isArray(decode().spans) ? 'spans' : 'nothing';
  } catch (error) {
    return (error as Error).name;
  }
}

describe('both encodings of any request', () => {
  const allowed = ['spans', 'InputError'];
  const text = fc.string({ maxLength: 8, unit: 'grapheme' });
  const hex = (bytes: number) =>
    fc
      .uint8Array({ minLength: bytes, maxLength: bytes })
      .map(array => Buffer.from(array).toString('hex'));
  const id = (bytes: number) =>
    fc.oneof(
      { weight: 9, arbitrary: hex(bytes) },
      hex(bytes - 1),
      fc.constant('0'.repeat(2 * bytes)),
    );
  const nanos = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
  const { attributes } = fc.letrec(tie => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ stringValue: text }),
      fc.record({ boolValue: fc.boolean() }),
      fc.record({
        intValue: fc
          .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
          .map(String),
      }),
      fc.record({ intValue: fc.integer().map(String) }),
      fc.record({
        doubleValue: fc.double().map(n => (Number.isFinite(n) ? n : String(n))),
      }),
      fc.record({
        bytesValue: fc
          .uint8Array({ maxLength: 5 })
          .map(b => Buffer.from(b).toString('base64')),
      }),
      fc.constant({}),
      fc.record({
        arrayValue: fc.record({
          values: fc.array(tie('value'), { maxLength: 3 }),
        }),
      }),
      fc.record({ kvlistValue: fc.record({ values: tie('attributes') }) }),
    ),
    attributes: fc.array(fc.record({ key: text, value: tie('value') }), {
      maxLength: 4,
    }),
  }));
  /** Some traces have several spans. */
  const traceId = fc.oneof(
    id(16),
    fc.constantFrom('a'.repeat(32), 'b'.repeat(32)),
  );
  const span = fc.record(
    {
      traceId,
      spanId: id(8),
      parentSpanId: id(8),
      name: text,
      kind: fc.integer({ min: -1, max: 7 }),
      startTimeUnixNano: nanos,
      endTimeUnixNano: nanos,
      attributes,
      events: fc.array(
        fc.record({ timeUnixNano: nanos, name: text, attributes }),
        { maxLength: 2 },
      ),
      links: fc.array(fc.record({ traceId: id(16), spanId: id(8) }), {
        maxLength: 2,
      }),
      status: fc.record({
        code: fc.integer({ min: 0, max: 3 }),
        message: text,
      }),
    },
    { requiredKeys: ['traceId', 'spanId'] },
  );
  const request = fc.record({
    resourceSpans: fc.array(
      fc.record({
        resource: fc.record({ attributes }),
        scopeSpans: fc.array(
          fc.record({
            scope: fc.record({ name: text, attributes }),
            spans: fc.array(span, { maxLength: 4 }),
          }),
          { maxLength: 3 },
        ),
      }),
      { maxLength: 3 },
    ),
  });

  it('give the same spans', () => {
    fc.assert(
      fc.property(request, any => {
        const binary = decodeTracesProtobuf(encodeTraces(schema, any));
        expect(binary).toMatchObject(decodeTracesJson(toJson(any)));
      }),
      { numRuns: 300 },
    );
  });

  it('are cut into traces that hold the same spans', () => {
    fc.assert(
      fc.property(request, any => {
        const encoded = encodeTraces(schema, any);
        for (const decoded of [
          decodeTracesProtobuf(encoded),
          decodeTracesJson(toJson(any)),
        ]) {
          const segments = cutTraces(decoded);
          for (const segment of segments) {
            const own = decoded.spans.filter(
              one => one.traceId === segment.traceId,
            );
            expect(segment.spans).toEqual(own);
            expect(decodeTracesProtobuf(segment.bytes).spans).toEqual(own);
          }
          expect(segments.flatMap(({ spans }) => spans)).toHaveLength(
            decoded.spans.length,
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('give spans or a clear refusal when bytes are cut off or flipped, and never hang', () => {
    const damage = fc.record({
      any: request,
      cut: fc.nat(),
      flips: fc.array(fc.record({ at: fc.nat(), bit: fc.nat(7) }), {
        maxLength: 4,
      }),
    });
    fc.assert(
      fc.property(damage, ({ any, cut, flips }) => {
        for (const [decode, encoded] of [
          [decodeTracesProtobuf, encodeTraces(schema, any)],
          [decodeTracesJson, toJson(any)],
        ] as const) {
          const body = encoded.subarray(
            0,
            encoded.length - (cut % (encoded.length + 1)),
          );
          for (const { at, bit } of body.length > 0 ? flips : []) {
            body[at % body.length] ^= 1 << bit;
          }
          expect(allowed).toContain(outcomeOf(() => decode(body)));
        }
      }),
      {
        numRuns: 1000,
        interruptAfterTimeLimit: 30_000,
        markInterruptAsFailure: true,
      },
    );
  });

  it('give spans or a clear refusal for random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), body => {
        const binary = outcomeOf(() => decodeTracesProtobuf(body));
        expect(allowed).toContain(binary);
        expect(allowed).toContain(outcomeOf(() => decodeTracesJson(body)));
      }),
      { numRuns: 2000 },
    );
  });
});

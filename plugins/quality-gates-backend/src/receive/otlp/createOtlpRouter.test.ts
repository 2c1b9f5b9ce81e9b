import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { openDoors, TOKEN } from '../__testUtils__/openDoors';
import {
  PROTOBUF,
  protobuf,
  readAnswer,
  schema,
  send,
  span,
  traces,
} from '../__testUtils__/sendOtlp';
import { encodeTraces } from '../../../dev/traceSchema';

const metrics = {
  resourceMetrics: [
    {
      scopeMetrics: [
        {
          metrics: [
            { name: 'a', gauge: { dataPoints: [{ asInt: '1' }, {}] } },
            { name: 'b', sum: { dataPoints: [{}] } },
            { name: 'c' },
          ],
        },
      ],
    },
  ],
};
const logs = {
  resourceLogs: [{ scopeLogs: [{ logRecords: [{}, {}] }] }],
};

describe('POST /otlp/v1/traces', () => {
  it('answers JSON with {} and protobuf with zero bytes, each in its own type', async () => {
    const doors = openDoors();
    const json = await send(doors, traces(span));
    expect([
      json.status,
      json.headers['content-type'],
      String(json.body),
    ]).toEqual([200, 'application/json', '{}']);
    const binary = await send(
      doors,
      encodeTraces(schema, traces(span)),
      protobuf(),
    );
    expect([
      binary.status,
      binary.headers['content-type'],
      binary.body.length,
    ]).toEqual([200, PROTOBUF, 0]);
    expect(doors.traces).toHaveLength(2);
    expect(doors.traces[0]).toEqual(doors.traces[1]);
    expect(doors.traces[0]).toMatchObject({ sender: 'ci', spans: [span] });
    expect(doors.counted).toEqual(new Map([['accepted traces', 2]]));
  });

  it('answers only after the spans are stored', async () => {
    const doors = openDoors();
    let stored = false;
    doors.ingest.acceptTraces = async () => {
      await new Promise(resolve => setTimeout(resolve, 50));
      stored = true;
    };
    await send(doors, traces(span));
    expect(stored).toBe(true);
  });

  it('takes parameters of the content type, and gzip, in both encodings', async () => {
    const doors = openDoors();
    const gzip = { 'Content-Encoding': 'gzip' };
    const json = { 'Content-Type': 'Application/JSON; charset=utf-8', ...gzip };
    expect(
      (await send(doors, gzipSync(JSON.stringify(traces(span))), json)).status,
    ).toBe(200);
    const binary = encodeTraces(schema, traces(span));
    expect((await send(doors, gzipSync(binary), protobuf(gzip))).status).toBe(
      200,
    );
    expect(doors.traces).toHaveLength(2);
  });

  it('answers an empty request with success and stores nothing', async () => {
    const doors = openDoors();
    for (const empty of ['{}', traces(), { resourceSpans: [] }]) {
      const { status, body } = await send(doors, empty);
      expect([status, String(body)]).toEqual([200, '{}']);
    }
    expect((await send(doors, Buffer.alloc(0), protobuf())).status).toBe(200);
    expect(doors.traces).toEqual([]);
  });

  it('keeps the good spans of a request and tells how many it rejected', async () => {
    const doors = openDoors();
    const mixed = traces({ ...span, traceId: '' }, span, {
      ...span,
      spanId: '',
    });
    const json = await send(doors, mixed);
    expect([json.status, JSON.parse(String(json.body))]).toEqual([
      200,
      {
        partialSuccess: {
          rejectedSpans: '2',
          errorMessage: expect.stringContaining('2 spans were rejected'),
        },
      },
    ]);
    const binary = await send(doors, encodeTraces(schema, mixed), protobuf());
    expect(readAnswer('Response', binary.body)).toEqual({
      partialSuccess: {
        rejected: 2,
        errorMessage: expect.stringContaining('2 spans were rejected'),
      },
    });
    expect(doors.traces.map(({ spans }) => spans.length)).toEqual([1, 1]);
    expect(doors.counted).toEqual(
      new Map([
        ['accepted traces', 2],
        ['rejected traces invalid', 4],
      ]),
    );
  });
});

describe.each([
  [
    'metrics',
    metrics,
    '3 data points',
    Buffer.from([
      0x0a, 0x0a, 0x12, 0x08, 0x12, 0x06, 0x2a, 0x04, 0x0a, 0, 0x0a, 0,
    ]),
    '2 data points',
    'rejectedDataPoints',
  ],
  [
    'logs',
    logs,
    '2 log records',
    Buffer.from([0x0a, 0x06, 0x12, 0x04, 0x12, 0, 0x12, 0]),
    '2 log records',
    'rejectedLogRecords',
  ],
])(
  'POST /otlp/v1/%s',
  (signal, json, counted, binary, binaryCounted, rejected) => {
    it('counts and drops, and says so without asking for a repetition', async () => {
      const doors = openDoors();
      const answer = await send(doors, json, {}, signal);
      expect([answer.status, JSON.parse(String(answer.body))]).toEqual([
        200,
        {
          partialSuccess: {
            [rejected]: '0',
            errorMessage: expect.stringMatching(
              new RegExp(`${counted} were .*dropped`),
            ),
          },
        },
      ]);
      expect(doors.counted.get(`rejected ${signal} dropped`)).toBe(
        Number(counted[0]),
      );
      expect(doors.traces).toEqual([]);
    });

    it('does the same for protobuf', async () => {
      const { status, body } = await send(
        openDoors(),
        binary,
        protobuf(),
        signal,
      );
      expect([status, readAnswer('Response', body)]).toEqual([
        200,
        {
          partialSuccess: {
            errorMessage: expect.stringContaining(binaryCounted),
          },
        },
      ]);
    });

    it('answers an empty request with an empty message', async () => {
      const doors = openDoors();
      expect(String((await send(doors, '{}', {}, signal)).body)).toBe('{}');
      expect(
        (await send(doors, Buffer.alloc(0), protobuf(), signal)).body,
      ).toHaveLength(0);
    });

    it.each([
      ['cut-off JSON', '{"a":', {}],
      ['a list where an object belongs', '[]', {}],
      [
        'text where a message belongs',
        JSON.stringify({
          [signal === 'metrics' ? 'resourceMetrics' : 'resourceLogs']: ['x'],
        }),
        {},
      ],
      ['cut-off protobuf', binary.subarray(0, -3), protobuf()],
    ])('refuses %s with 400', async (_, body, headers) => {
      expect((await send(openDoors(), body, headers, signal)).status).toBe(400);
    });

    it('refuses a request without proof', async () => {
      const doors = openDoors();
      expect(
        (await send(doors, json, { Authorization: '' }, signal)).status,
      ).toBe(401);
    });
  },
);

describe('damaged requests', () => {
  it('never get anything but 200 or 400, whatever is cut off or flipped', async () => {
    const doors = openDoors({
      qualityGates: {
        ingest: {
          tokens: [{ name: 'ci', token: TOKEN }],
          requestsPerSecond: 0,
        },
      },
    });
    const good = traces({
      ...span,
      name: 'build',
      attributes: [
        {
          key: 'a',
          value: {
            kvlistValue: { values: [{ key: 'b', value: { intValue: '7' } }] },
          },
        },
      ],
      events: [{ name: 'e' }],
      status: { code: 1 },
    });
    const bodies = [
      { body: encodeTraces(schema, good), headers: protobuf() },
      { body: Buffer.from(JSON.stringify(good)), headers: {} },
      {
        body: gzipSync(encodeTraces(schema, good)),
        headers: protobuf({ 'Content-Encoding': 'gzip' }),
      },
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...bodies),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.record({ at: fc.nat(), bit: fc.nat(7) }), { maxLength: 3 }),
        async ({ body, headers }, kept, flips) => {
          const damaged = Buffer.from(
            body.subarray(0, Math.ceil(body.length * kept)),
          );
          for (const { at, bit } of damaged.length > 0 ? flips : []) {
            damaged[at % damaged.length] ^= 1 << bit;
          }
          const { status } = await send(doors, damaged, headers);
          expect([200, 400]).toContain(status);
        },
      ),
      { numRuns: 300 },
    );
  });
});

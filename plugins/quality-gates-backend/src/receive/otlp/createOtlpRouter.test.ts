import { gzipSync } from 'node:zlib';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import fc from 'fast-check';
import { parse, Root } from 'protobufjs';
import request from 'supertest';
import { openDoors, TOKEN } from '../__testUtils__/openDoors';
import { createTraceSchema, encodeTraces } from '../__testUtils__/traceSchema';

const PROTOBUF = 'application/x-protobuf';
const schema = createTraceSchema();
const answers = parse(
  `syntax = "proto3";
   message Response { PartialSuccess partial_success = 1; }
   message PartialSuccess { int64 rejected = 1; string error_message = 2; }
   message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
   message Any { string type_url = 1; bytes value = 2; }
   message BadRequest { repeated FieldViolation field_violations = 1; }
   message FieldViolation { string field = 1; string description = 2; }`,
  new Root(),
).root;
const read = (type: string, body: Uint8Array) => {
  const found = answers.lookupType(type);
  return found.toObject(found.decode(body), { longs: Number });
};

const span = {
  traceId: '5b8efff798038103d269b633813fc60c',
  spanId: 'eee19b7ec3c1b174',
};
const traces = (...spans: object[]) => ({
  resourceSpans: [{ scopeSpans: [{ spans }] }],
});
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

function send(
  { app }: ReturnType<typeof openDoors>,
  body: unknown,
  headers: Record<string, string> = {},
  signal = 'traces',
) {
  return request(app)
    .post(`/otlp/v1/${signal}`)
    .set({
      'Content-Type': 'application/json',
      Authorization: `Bearer ${TOKEN}`,
      ...headers,
    })
    .serialize(any => any)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => done(null, Buffer.concat(chunks)));
    })
    .send(
      typeof body === 'string' || Buffer.isBuffer(body)
        ? body
        : JSON.stringify(body),
    );
}
const protobuf = (more: Record<string, string> = {}) => ({
  'Content-Type': PROTOBUF,
  ...more,
});

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
    expect(read('Response', binary.body)).toEqual({
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
            errorMessage: expect.stringContaining(
              `${counted} were counted and dropped`,
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
      expect([status, read('Response', body)]).toEqual([
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

describe('a refusal below /otlp', () => {
  const refusals: [
    string,
    number,
    number,
    (doors: ReturnType<typeof openDoors>) => {
      body?: unknown;
      headers?: Record<string, string>;
      signal?: string;
    },
  ][] = [
    ['an undecodable body', 400, 3, () => ({ body: '{' })],
    ['a missing token', 401, 16, () => ({ headers: { Authorization: '' } })],
    ['an unknown signal', 404, 5, () => ({ signal: 'profiles' })],
    [
      'a body that is too large',
      413,
      8,
      () => ({ body: Buffer.alloc(1024 * 1024 + 1) }),
    ],
    [
      'an unknown content encoding',
      415,
      3,
      () => ({ headers: { 'Content-Encoding': 'br' } }),
    ],
    [
      'a full queue',
      503,
      14,
      doors => {
        doors.ingest.acceptTraces = async () => {
          throw new ServiceUnavailableError('the database is away');
        };
        return {};
      },
    ],
    [
      'an ingest that refuses',
      400,
      3,
      doors => {
        doors.ingest.acceptTraces = async () => {
          throw new InputError('no');
        };
        return {};
      },
    ],
    [
      'a bug',
      500,
      13,
      doors => {
        doors.ingest.acceptTraces = async () => {
          throw new TypeError('secret detail');
        };
        return {};
      },
    ],
  ];

  it.each(refusals)(
    'because of %s is %d and a google.rpc.Status with code %d in JSON',
    async (_, status, code, arrange) => {
      const doors = openDoors();
      const { body = traces(span), headers, signal } = arrange(doors);
      const response = await send(doors, body, headers, signal);
      expect(response.status).toBe(status);
      expect(response.headers['content-type']).toBe('application/json');
      const answer = JSON.parse(String(response.body));
      expect(answer).toEqual({
        code,
        message: expect.stringMatching(/.{2}/),
        details:
          status === 400
            ? [
                expect.objectContaining({
                  '@type': 'type.googleapis.com/google.rpc.BadRequest',
                }),
              ]
            : [],
      });
      expect(answer.message).not.toContain('secret detail');
      expect(Boolean(response.headers['retry-after'])).toBe(status === 503);
    },
  );

  it.each(refusals)(
    'because of %s is %d and a google.rpc.Status with code %d in protobuf',
    async (_, status, code, arrange) => {
      const doors = openDoors();
      const {
        body = encodeTraces(schema, traces(span)),
        headers,
        signal,
      } = arrange(doors);
      const response = await send(doors, body, protobuf(headers), signal);
      expect(response.status).toBe(status);
      expect(response.headers['content-type']).toBe(PROTOBUF);
      const answer = read('Status', response.body);
      expect(answer).toMatchObject({
        code,
        message: expect.stringMatching(/.{2}/),
      });
      if (status === 400) {
        const [{ value }] = answer.details;
        expect(read('BadRequest', value)).toEqual({
          fieldViolations: [{ field: 'body', description: answer.message }],
        });
      }
    },
  );

  it('because of the content type is a 415 in JSON, which everybody can read', async () => {
    const doors = openDoors();
    for (const type of ['text/plain', 'application/grpc', '']) {
      const response = await send(doors, 'x', { 'Content-Type': type });
      expect([response.status, response.headers['content-type']]).toEqual([
        415,
        'application/json',
      ]);
    }
    expect(doors.counted.get('rejected traces media-type')).toBe(3);
  });

  it('because of the method is 405 with Allow', async () => {
    const { app } = openDoors();
    for (const signal of ['traces', 'metrics', 'logs']) {
      const response = await request(app).get(`/otlp/v1/${signal}`);
      expect([
        response.status,
        response.headers.allow,
        response.body.code,
      ]).toEqual([405, 'POST', 12]);
    }
  });

  it('because of a token that may not send here is 403', async () => {
    const doors = openDoors({
      qualityGates: {
        ingest: { tokens: [{ name: 'ci', token: TOKEN, sources: ['runs'] }] },
      },
    });
    const response = await send(doors, traces(span));
    expect([response.status, JSON.parse(String(response.body)).code]).toEqual([
      403, 7,
    ]);
    expect(doors.traces).toEqual([]);
  });

  it('because of haste is 429 with Retry-After', async () => {
    const doors = openDoors({
      qualityGates: {
        ingest: {
          tokens: [{ name: 'ci', token: TOKEN }],
          requestsPerSecond: 1,
        },
      },
    });
    await send(doors, traces(span));
    await send(doors, traces(span));
    const response = await send(doors, traces(span));
    expect([response.status, response.headers['retry-after']]).toEqual([
      429,
      '1',
    ]);
    expect(doors.traces).toHaveLength(2);
  });

  it('never answers more than 2000 characters', async () => {
    const doors = openDoors();
    doors.ingest.acceptTraces = async () => {
      throw new InputError('x'.repeat(100_000));
    };
    const response = await send(doors, traces(span));
    expect(JSON.parse(String(response.body)).message).toHaveLength(2000);
  });

  it('because of a bug is logged, and others are not', async () => {
    const doors = openDoors();
    await send(doors, '{');
    expect(doors.logger.error).not.toHaveBeenCalled();
    doors.ingest.acceptTraces = async () => {
      throw new TypeError('a bug');
    };
    await send(doors, traces(span));
    expect(doors.logger.error).toHaveBeenCalledTimes(1);
  });
});

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

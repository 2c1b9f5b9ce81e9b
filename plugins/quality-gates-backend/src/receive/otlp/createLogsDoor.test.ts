import { parse, Root } from 'protobufjs';
import { openDoors } from '../__testUtils__/openDoors';
import { protobuf, send } from '../__testUtils__/sendOtlp';

const TRACE = '5b8efff798038103d269b633813fc60c';
const SPAN = 'eee19b7ec3c1b174';
const START = 1_741_608_000_000_000_000n;

const record = (text: unknown, index = 0, rest: object = {}) => ({
  timeUnixNano: String(START + BigInt(index) * 1_000_000n),
  traceId: TRACE,
  spanId: SPAN,
  body: typeof text === 'string' ? { stringValue: text } : text,
  ...rest,
});
const request = (records: object[], resource: object = {}) => ({
  resourceLogs: [{ resource, scopeLogs: [{ logRecords: records }] }],
});
const CI = {
  attributes: [{ key: 'cicd.pipeline.name', value: { stringValue: 'ci' } }],
};
const LOGS = parse(
  `syntax = "proto3";
   message Request { repeated ResourceLogs resource_logs = 1; }
   message ResourceLogs { Resource resource = 1; repeated ScopeLogs scope_logs = 2; }
   message Resource { repeated KeyValue attributes = 1; }
   message ScopeLogs { repeated LogRecord log_records = 2; }
   message KeyValue { string key = 1; AnyValue value = 2; }
   message AnyValue { oneof value { string string_value = 1; int64 int_value = 3; } }
   message LogRecord {
     fixed64 time_unix_nano = 1; string severity_text = 3; AnyValue body = 5;
     repeated KeyValue attributes = 6; bytes trace_id = 9; bytes span_id = 10;
     fixed64 observed_time_unix_nano = 11;
   }`,
  new Root(),
).root.lookupType('Request');

function encode(body: object): Buffer {
  const message = JSON.parse(JSON.stringify(body), (key, value) =>
    key === 'traceId' || key === 'spanId'
      ? Buffer.from(value, 'hex').toString('base64')
      : value,
  );
  return Buffer.from(LOGS.encode(LOGS.fromObject(message)).finish());
}

const message = (answer: { body: unknown }) =>
  JSON.parse(String(answer.body)).partialSuccess?.errorMessage;

describe('POST /otlp/v1/logs', () => {
  it('keeps the lines of a span, the same from JSON and protobuf', async () => {
    const body = request(
      [record('second', 2), record('first\nand more', 1)],
      CI,
    );
    const [json, binary] = [openDoors(), openDoors()];
    const answer = await send(json, body, {}, 'logs');
    expect([answer.status, String(answer.body)]).toEqual([200, '{}']);
    await send(binary, encode(body), protobuf(), 'logs');
    expect(json.logs).toHaveLength(1);
    expect(json.logs[0]).toMatchObject({
      traceId: TRACE,
      spanId: SPAN,
      ofPipeline: true,
      lines: [
        { atMicros: 1_741_608_000_001_000, text: 'first' },
        { atMicros: 1_741_608_000_001_000, text: 'and more' },
        { atMicros: 1_741_608_000_002_000, text: 'second' },
      ],
    });
    expect(binary.logs).toEqual(json.logs);
    expect(json.counted.get('accepted logs')).toBe(2);
  });

  it.each([
    ['the record', (keys: object) => request([record('x', 0, keys)])],
    ['the resource', (keys: object) => request([record('x')], keys)],
  ])('takes %s at its word that it is of a pipeline', async (_, make) => {
    const doors = openDoors();
    await send(doors, make(CI), {}, 'logs');
    expect(doors.logs).toMatchObject([{ ofPipeline: true }]);
  });

  it('drops and counts what belongs to nothing known', async () => {
    const doors = openDoors();
    const lost = [record('no span', 0, { spanId: '' }), record('no pipeline')];
    const answer = await send(doors, request(lost), {}, 'logs');
    expect(message(answer)).toBe(
      '1 log records were dropped: they have no trace and span id; 1 log records were dropped: they belong to no known trace and have no attribute of a pipeline',
    );
    expect(doors.counted.get('rejected logs dropped')).toBe(2);
  });

  it('hands on the last 200 lines of a span', async () => {
    const doors = openDoors();
    const many = Array.from({ length: 500 }, (_, at) => record(`${at}`, at));
    await send(doors, request(many, CI), {}, 'logs');
    const [{ lines }] = doors.logs;
    expect(lines).toHaveLength(200);
    expect([lines[0].text, lines[199].text]).toEqual(['300', '499']);
  });

  it('masks secrets before anybody keeps them', async () => {
    const doors = openDoors({
      qualityGates: { logs: { mask: ['(?i)customer-\\d+'] } },
    });
    const printed = [
      'export DB_PASSWORD=hunter2hunter2',
      'git clone https://bot:s3cr3t@example.com/acme.git',
      'Customer-4711 ordered',
    ];
    const records = printed.map((text, at) => record(text, at));
    await send(doors, request(records, CI), {}, 'logs');
    expect(doors.logs[0].lines.map(({ text }) => text)).toEqual([
      'export DB_PASSWORD=***',
      'git clone https://bot:***@example.com/acme.git',
      '*** ordered',
    ]);
  });

  it('drops lines that a configured pattern cannot mask in time', async () => {
    const doors = openDoors({ qualityGates: { logs: { mask: ['(a+)+$'] } } });
    const evil = record(`${'a'.repeat(60)}!`);
    const started = Date.now();
    const answer = await send(doors, request([evil], CI), {}, 'logs');
    expect(answer.status).toBe(200);
    expect(message(answer)).toMatch(/could not be masked in time/);
    expect(doors.logs).toEqual([]);
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it('refuses a body that is no such request, in OTLP words', async () => {
    const answer = await send(
      openDoors(),
      { resourceLogs: [{ scopeLogs: [{ logRecords: [{ traceId: 'xyz' }] }] }] },
      {},
      'logs',
    );
    expect([answer.status, JSON.parse(String(answer.body)).message]).toEqual([
      400,
      expect.stringContaining('traceId must be hex'),
    ]);
    const cut = encode(request([record('x')])).subarray(0, 20);
    const binary = await send(openDoors(), cut, protobuf(), 'logs');
    expect(binary.status).toBe(400);
  });

  it('stops the start for a pattern that is none', () => {
    expect(() =>
      openDoors({ qualityGates: { logs: { mask: ['ok', '('] } } }),
    ).toThrow(/qualityGates\.logs\.mask\[1\]/);
  });
});

import { InputError, ServiceUnavailableError } from '@backstage/errors';
import request from 'supertest';
import { OverloadedError } from '../refusals';
import { openDoors, TOKEN, type OpenDoors } from '../__testUtils__/openDoors';
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

/** Makes a good request, or the doors, so that it is refused. */
type Arrange = (doors: OpenDoors) => {
  body?: unknown;
  headers?: Record<string, string>;
  signal?: string;
};
const failWith =
  (error: Error): Arrange =>
  ({ ingest }) => {
    ingest.acceptTraces = async () => {
      throw error;
    };
    return {};
  };
const refusals: {
  because: string;
  status: number;
  code: number;
  arrange: Arrange;
}[] = [
  {
    because: 'an undecodable body',
    status: 400,
    code: 3,
    arrange: () => ({ body: '{' }),
  },
  {
    because: 'an ingest that refuses',
    status: 400,
    code: 3,
    arrange: failWith(new InputError('no')),
  },
  {
    because: 'a missing token',
    status: 401,
    code: 16,
    arrange: () => ({ headers: { Authorization: '' } }),
  },
  {
    because: 'an unknown signal',
    status: 404,
    code: 5,
    arrange: () => ({ signal: 'profiles' }),
  },
  {
    because: 'a body that is too large',
    status: 413,
    code: 8,
    arrange: () => ({ body: Buffer.alloc(1024 * 1024 + 1) }),
  },
  {
    because: 'an unknown content encoding',
    status: 415,
    code: 3,
    arrange: () => ({ headers: { 'Content-Encoding': 'br' } }),
  },
  {
    because: 'a database that is away',
    status: 503,
    code: 14,
    arrange: failWith(new ServiceUnavailableError('the database is away')),
  },
  {
    because: 'a bug',
    status: 500,
    code: 13,
    arrange: failWith(new TypeError('secret detail')),
  },
];

describe('a refusal below /otlp', () => {
  it.each(refusals)(
    'because of $because is $status and a google.rpc.Status in JSON',
    async ({ status, code, arrange }) => {
      const doors = openDoors();
      const { body = traces(span), headers, signal } = arrange(doors);
      const response = await send(doors, body, headers, signal);
      expect(response.status).toBe(status);
      expect(response.headers['content-type']).toBe('application/json');
      const answer = JSON.parse(String(response.body));
      expect(answer).toEqual({
        code,
        message: expect.stringMatching(/.{2}/),
        details: expect.any(Array),
      });
      expect(answer.message).not.toContain('secret detail');
      expect(Boolean(response.headers['retry-after'])).toBe(status === 503);
    },
  );

  it.each(refusals)(
    'because of $because is $status and a google.rpc.Status in protobuf',
    async ({ status, code, arrange }) => {
      const doors = openDoors();
      const good = encodeTraces(schema, traces(span));
      const { body = good, headers, signal } = arrange(doors);
      const response = await send(doors, body, protobuf(headers), signal);
      expect(response.status).toBe(status);
      expect(response.headers['content-type']).toBe(PROTOBUF);
      expect(readAnswer('Status', response.body)).toMatchObject({
        code,
        message: expect.stringMatching(/.{2}/),
      });
    },
  );

  it('because of the body carries a BadRequest detail in both encodings', async () => {
    const json = await send(openDoors(), '{');
    const { message, details } = JSON.parse(String(json.body));
    expect(details).toEqual([
      {
        '@type': 'type.googleapis.com/google.rpc.BadRequest',
        fieldViolations: [{ field: 'body', description: message }],
      },
    ]);
    const binary = await send(openDoors(), '{', protobuf());
    const status = readAnswer('Status', binary.body);
    expect(readAnswer('BadRequest', status.details[0].value)).toEqual({
      fieldViolations: [{ field: 'body', description: status.message }],
    });
  });

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

  it('is told before the body is decoded when there is no room', async () => {
    const doors = openDoors();
    doors.ingest.assertRoomForTraces = () => {
      throw new OverloadedError('send it again later', 1);
    };
    const response = await send(doors, '{ not JSON');
    expect([response.status, response.headers['retry-after']]).toEqual([
      503,
      '1',
    ]);
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

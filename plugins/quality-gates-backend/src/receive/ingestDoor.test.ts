import { gzipSync } from 'node:zlib';
import { mockCredentials } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import request from 'supertest';
import { openDoors, TOKEN } from './__testUtils__/openDoors';

const deployment = {
  id: 'd-1',
  entityRef: 'component:default/checkout',
  environment: 'production',
  status: 'success',
  finishedAt: '2026-01-05T08:00:00Z',
};
const bearer = { Authorization: `Bearer ${TOKEN}` };

function send(
  { app }: ReturnType<typeof openDoors>,
  body: unknown,
  { door = 'deployments', headers = {} as Record<string, string> } = {},
) {
  return request(app)
    .post(`/ingest/${door}`)
    .set('Content-Type', 'application/json')
    .set({ ...bearer, ...headers })
    .send(typeof body === 'string' ? body : JSON.stringify(body));
}

describe('POST /ingest/{door}', () => {
  it('answers 202 with an id once the delivery is kept byte for byte', async () => {
    const doors = openDoors();
    const body = `${JSON.stringify(deployment)}\n `;
    const { status, body: answer } = await send(doors, body);
    expect({ status, answer }).toEqual({
      status: 202,
      answer: {
        deliveryId: expect.stringMatching(/^.{22}$/),
        duplicate: false,
      },
    });
    expect(doors.deliveries).toEqual([
      {
        source: 'plain/ci',
        kind: 'deployments',
        sender: 'ci',
        externalId: expect.stringMatching(/^deployments:[0-9a-f]{64}$/),
        headers: {},
        body: Buffer.from(body),
        receivedAt: doors.clock.now,
      },
    ]);
    expect(doors.counted).toEqual(new Map([['accepted ingest', 1]]));
  });

  it('keeps the beginning of a traceparent header with it, and no other', async () => {
    const doors = openDoors();
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const long = `${traceparent}-${'c'.repeat(1_000)}`;
    const headers = { traceparent: long, tracestate: 'x=y' };
    await send(doors, deployment, { headers });
    expect(doors.deliveries[0].headers).toEqual({
      traceparent: `${traceparent}-cccccccc`,
    });
  });

  it('takes an array, gzip and a charset', async () => {
    const doors = openDoors();
    const { status } = await request(doors.app)
      .post('/ingest/deployments')
      .set(bearer)
      .set('Content-Type', 'application/json; charset=utf-8')
      .set('Content-Encoding', 'gzip')
      .serialize(body => body)
      .send(gzipSync(JSON.stringify([deployment, deployment])));
    expect(status).toBe(202);
    expect(JSON.parse(String(Buffer.from(doors.deliveries[0].body)))).toEqual([
      deployment,
      deployment,
    ]);
  });

  it('knows a repeated body, and a repeated Idempotency-Key, as a duplicate', async () => {
    const doors = openDoors();
    const first = await send(doors, deployment);
    const second = await send(doors, deployment);
    expect(second.body).toEqual({ ...first.body, duplicate: true });

    const headers = { 'Idempotency-Key': 'k-1' };
    await send(doors, deployment, { headers });
    expect(doors.deliveries[1].externalId).toBe('deployments:k-1');
    const repeated = await send(doors, deployment, { headers });
    expect(repeated.body.duplicate).toBe(true);
  });

  it('refuses an Idempotency-Key that was used for another body with 409', async () => {
    const doors = openDoors();
    const headers = { 'Idempotency-Key': 'k-1' };
    await send(doors, deployment, { headers });
    const other = await send(doors, { ...deployment, id: 'd-2' }, { headers });
    expect(other.status).toBe(409);
    expect(other.body.error.name).toBe('ConflictError');
    expect(doors.counted.get('rejected ingest conflict')).toBe(1);
  });

  it('takes the same Idempotency-Key once a door', async () => {
    const doors = openDoors();
    const headers = { 'Idempotency-Key': 'k-1' };
    const incident = { id: 'i-1', openedAt: '2026-01-05T08:00:00Z' };
    await send(doors, deployment, { headers });
    const other = await send(doors, incident, { door: 'incidents', headers });
    expect(other.body.duplicate).toBe(false);
  });

  it('refuses an Idempotency-Key longer than 255 characters', async () => {
    const doors = openDoors();
    const send255 = (n: number) =>
      send(doors, deployment, {
        headers: { 'Idempotency-Key': 'k'.repeat(n) },
      });
    expect((await send255(255)).status).toBe(202);
    expect((await send255(256)).status).toBe(400);
  });

  it.each([
    [
      'a wrong instant',
      [deployment, { ...deployment, finishedAt: 'now' }],
      /\[1\]\.finishedAt: must be an ISO 8601 instant/,
    ],
    ['a wrong word', { ...deployment, status: 'done' }, /^status: .*"success"/],
    [
      'an unknown field',
      { ...deployment, foo: 1 },
      /^foo: is not a known field; known are id, entityRef/,
    ],
    [
      'an unknown field of a nested object',
      {
        ...deployment,
        commits: [{ sha: 'a', committedAt: '2026-01-05T08:00:00Z', when: 1 }],
      },
      /^commits\[0\]\.when: is not a known field; known are sha, committedAt/,
    ],
    [
      'a missing field',
      { ...deployment, finishedAt: undefined },
      /^finishedAt: is required/,
    ],
    [
      'a wrong type',
      { ...deployment, environment: 7 },
      /^environment: .*string/,
    ],
    [
      'U+0000',
      [{ ...deployment, version: 'a\0b' }],
      /^\[0\]\.version: must not contain U\+0000/,
    ],
    ['no object', '7', /^body: /],
    ['null', 'null', /^body: /],
    ['an empty array', [], /1 to 1000 objects/],
    [
      'too many objects',
      Array.from({ length: 1001 }, () => deployment),
      /1 to 1000 objects, this one holds 1001/,
    ],
    ['cut-off JSON', '{"id": "secret-', /not (?:valid|complete) JSON/],
    ['an empty body', '', /not (?:valid|complete) JSON/],
  ])(
    'refuses %s with 400 and the path, and keeps nothing',
    async (_, body, message) => {
      const doors = openDoors();
      const response = await send(doors, body);
      expect(response.status).toBe(400);
      expect(response.body.error).toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(message),
      });
      expect(response.body.error.message).not.toContain('secret-');
      expect(doors.deliveries).toEqual([]);
      expect(doors.counted).toEqual(new Map([['rejected ingest invalid', 1]]));
    },
  );

  it('lists at most ten findings and counts the rest', async () => {
    const body = Array.from({ length: 30 }, () => ({ ...deployment, foo: 1 }));
    const { error } = (await send(openDoors(), body)).body;
    expect(error.message).toContain('[9].foo');
    expect(error.message).not.toContain('[10].foo');
    expect(error.message).toContain('and 20 more');
  });

  it('refuses bytes that are no UTF-8', async () => {
    const { status } = await request(openDoors().app)
      .post('/ingest/deployments')
      .set(bearer)
      .set('Content-Type', 'application/json')
      .serialize(body => body)
      .send(Buffer.from([0x22, 0xff, 0x22]));
    expect(status).toBe(400);
  });

  it('names the doors that exist for one that does not', async () => {
    const doors = openDoors();
    for (const door of ['nonsense', 'constructor', '__proto__']) {
      const { status, body } = await send(doors, deployment, { door });
      expect(status).toBe(404);
      expect(body.error.message).toContain('deployments, incidents, runs');
    }
  });

  it('refuses form data and says which header to add', async () => {
    const { status, body } = await request(openDoors().app)
      .post('/ingest/deployments')
      .set(bearer)
      .type('form')
      .send({ id: 'x' });
    expect(status).toBe(415);
    expect(body.error.message).toContain('Content-Type: application/json');
  });

  it('answers 405 with Allow for other methods', async () => {
    const response = await request(openDoors().app).get('/ingest/deployments');
    expect(response.status).toBe(405);
    expect(response.headers.allow).toBe('POST');
  });

  it('passes on that storing is not possible now, with Retry-After', async () => {
    const doors = openDoors();
    doors.ingest.accept = async () => {
      throw new ServiceUnavailableError('database is away');
    };
    const response = await send(doors, deployment);
    expect(response.status).toBe(503);
    expect(response.headers['retry-after']).toBe('2');
  });

  it('tells a bug of ours as 500 without a retry', async () => {
    const doors = openDoors();
    doors.ingest.accept = async () => {
      throw new TypeError('undefined is not a function');
    };
    const response = await send(doors, deployment);
    expect(response.status).toBe(500);
    expect(response.headers['retry-after']).toBeUndefined();
  });
});

describe('the entities of a token', () => {
  const limited = (entities: string[]) =>
    openDoors({
      qualityGates: {
        ingest: { tokens: [{ name: 'ci', token: TOKEN, entities }] },
      },
    });

  it('lets it name an entity that they match, the namespace possibly left out', async () => {
    const doors = limited(['component:default/check*']);
    const one = { ...deployment, entityRef: 'Component:Checkout' };
    expect((await send(doors, one)).status).toBe(202);
    const none = { ...deployment, entityRef: undefined };
    expect((await send(doors, none)).status).toBe(202);
  });

  it('refuse the whole request for one entity outside of them', async () => {
    const doors = limited(['component:default/check*']);
    const other = { ...deployment, entityRef: 'component:default/payments' };
    const { status, body } = await send(doors, [deployment, other]);
    expect(status).toBe(403);
    expect(body.error.message).toMatch(/^\[1\]\.entityRef: token "ci"/);
    expect(doors.deliveries).toEqual([]);
  });

  it('do not match across regular-expression characters', async () => {
    const doors = limited(['component:default/checkou.']);
    expect((await send(doors, deployment)).status).toBe(403);
  });
});

describe('a Backstage service as sender', () => {
  it('has its subject as name', async () => {
    const doors = openDoors();
    const { status } = await send(doors, deployment, {
      headers: { Authorization: mockCredentials.service.header() },
    });
    expect(status).toBe(202);
    expect(doors.deliveries[0]).toMatchObject({
      sender: 'service:external:test-service',
      source: 'plain/service:external:test-service',
    });
  });
});

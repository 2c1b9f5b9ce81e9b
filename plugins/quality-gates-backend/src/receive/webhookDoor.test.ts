import { createHmac } from 'node:crypto';
import request from 'supertest';
import { openDoors, signed, SECRET } from './__testUtils__/openDoors';

const BODY = '{"action": "completed" ,\n"n": 1}';

function send(
  { app }: ReturnType<typeof openDoors>,
  headers: Record<string, string>,
  { body = BODY, source = 'hooks' } = {},
) {
  return request(app).post(`/webhooks/${source}`).set(headers).send(body);
}

describe('POST /webhooks/{source}', () => {
  it('keeps a signed body byte for byte with the headers its source reads', async () => {
    const doors = openDoors();
    const { status, body } = await send(doors, {
      ...signed(BODY),
      'X-Event': 'workflow_run',
      'X-Delivery': 'guid-1',
      'X-Other': 'forgotten',
      Authorization: 'Bearer forgotten-too',
    });
    expect({ status, body }).toEqual({
      status: 202,
      body: { deliveryId: expect.any(String), duplicate: false },
    });
    expect(doors.deliveries).toEqual([
      {
        source: 'hooks',
        kind: 'workflow_run',
        sender: null,
        externalId: 'guid-1',
        headers: { 'x-event': 'workflow_run', 'x-delivery': 'guid-1' },
        body: Buffer.from(BODY),
        receivedAt: doors.clock.now,
      },
    ]);
  });

  it('keeps the beginning of a traceparent header with it', async () => {
    const doors = openDoors();
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    await send(doors, { ...signed('1'), traceparent }, { body: '1' });
    const long = `${traceparent}-${'c'.repeat(1_000)}`;
    await send(
      doors,
      { ...signed('2'), traceparent: long },
      {
        body: '2',
      },
    );
    expect(doors.deliveries.map(({ headers }) => headers)).toEqual([
      { traceparent },
      { traceparent: `${traceparent}-cccccccc` },
    ]);
  });

  it('takes the digest of the body where the system gives no id, and unknown where it names no event', async () => {
    const doors = openDoors();
    await send(doors, signed(BODY));
    expect(doors.deliveries[0]).toMatchObject({
      kind: 'unknown',
      externalId: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('keeps the first body of a delivery id and answers 202 to another one', async () => {
    const doors = openDoors();
    const id = { 'X-Delivery': 'guid-1' };
    await send(doors, { ...signed(BODY), ...id });
    const { status, body } = await send(
      doors,
      { ...signed('{}'), ...id },
      { body: '{}' },
    );
    expect(status).toBe(202);
    expect(body.duplicate).toBe(true);
    expect(doors.deliveries).toHaveLength(1);
  });

  it.each([
    ['no signature', { 'Content-Type': 'application/json' }],
    ['a signature with another secret', signed(BODY, 'another-secret')],
    [
      'a signature over the same JSON in other bytes',
      signed(JSON.stringify(JSON.parse(BODY))),
    ],
    [
      'a token of another door',
      {
        'Content-Type': 'application/json',
        Authorization: 'Bearer a-token-for-tests',
      },
    ],
  ])('refuses %s with 401', async (_, headers) => {
    const doors = openDoors();
    const { status, body } = await send(doors, headers);
    expect(status).toBe(401);
    expect(body.error.name).toBe('AuthenticationError');
    expect(doors.deliveries).toEqual([]);
    expect(doors.counted).toEqual(
      new Map([['rejected webhooks unauthenticated', 1]]),
    );
  });

  it('names the key to set when no secret is configured', async () => {
    const doors = openDoors({
      qualityGates: { sources: { hooks: { type: 'fake' } } },
    });
    const { status, body } = await send(doors, signed(BODY));
    expect(status).toBe(401);
    expect(body.error.message).toBe(
      'Set qualityGates.sources.hooks.webhook.secrets',
    );
  });

  it.each(['nobody', 'fake', 'polls', 'mystery', 'constructor'])(
    'answers 404 for %s, which takes no webhooks here',
    async source => {
      const doors = openDoors({
        qualityGates: {
          sources: {
            hooks: { type: 'fake', webhook: { secrets: [SECRET] } },
            polls: { type: 'polled' },
            mystery: { type: 'unheard-of' },
          },
        },
      });
      expect((await send(doors, signed(BODY), { source })).status).toBe(404);
      expect(doors.deliveries).toEqual([]);
    },
  );

  it('refuses a form and says what to choose in the settings', async () => {
    const form = 'payload=%7B%7D';
    const headers = {
      ...signed(form),
      'Content-Type': 'application/x-www-form-urlencoded',
    };
    const { status, body } = await send(openDoors(), headers, { body: form });
    expect(status).toBe(415);
    expect(body.error.message).toContain(
      'choose application/json in the settings of the webhook',
    );
  });

  it('refuses an event name or delivery id that is longer than 255 characters', async () => {
    const doors = openDoors();
    for (const name of ['X-Event', 'X-Delivery']) {
      const headers = { ...signed(BODY), [name]: 'x'.repeat(256) };
      expect((await send(doors, headers)).status).toBe(400);
    }
    expect(doors.deliveries).toEqual([]);
  });

  it('counts only proved requests towards its rate', async () => {
    const doors = openDoors({
      qualityGates: {
        ingest: { requestsPerSecond: 1 },
        sources: { hooks: { type: 'fake', webhook: { secrets: [SECRET] } } },
      },
    });
    for (let n = 0; n < 5; n++) {
      const wrong = await send(doors, signed(BODY, 'another-secret'));
      expect(wrong.status).toBe(401);
    }
    const statuses = [];
    for (let n = 0; n < 3; n++) {
      statuses.push((await send(doors, signed(BODY))).status);
    }
    expect(statuses).toEqual([202, 202, 429]);
  });

  it('tells the proof when the request arrived', async () => {
    const doors = openDoors();
    const signedAt = async (time: number) =>
      (await send(doors, { ...signed(BODY), 'X-Signed-At': `${time}` })).status;
    expect(await signedAt(doors.clock.now - 1)).toBe(401);
    expect(await signedAt(doors.clock.now)).toBe(202);
  });

  it('checks every one of several secrets', async () => {
    const doors = openDoors({
      qualityGates: {
        sources: {
          hooks: { type: 'fake', webhook: { secrets: ['old', 'new'] } },
        },
      },
    });
    const signature = createHmac('sha256', 'new').update(BODY).digest('hex');
    const headers = {
      'Content-Type': 'application/json',
      'X-Signature': signature,
    };
    expect((await send(doors, headers)).status).toBe(202);
  });
});

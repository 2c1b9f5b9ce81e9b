import request from 'supertest';
import { builtinSources } from '../sources';
import { openDoors, TOKEN } from './__testUtils__/openDoors';

const ABOUT = 'entityRef=component:default/checkout&commit=c1';
const XML = '<testsuite/>';

function send(
  { app }: ReturnType<typeof openDoors>,
  {
    format = 'junit',
    query = ABOUT,
    body = XML,
    headers = {} as Record<string, string>,
  } = {},
) {
  return request(app)
    .post(`/ingest/files/${format}?${query}`)
    .set({
      Authorization: `Bearer ${TOKEN}`,
      'Content-Type': 'application/xml',
      ...headers,
    })
    .send(body);
}

describe('POST /ingest/files/{format}', () => {
  const open = (qualityGates = {}) =>
    openDoors({ qualityGates, sources: builtinSources });

  it('keeps the bytes and the query, whatever its order', async () => {
    const doors = open();
    const { status, body } = await send(doors, {
      query: 'commit=c1&entityRef=component:default/checkout',
    });
    expect([status, body.duplicate]).toEqual([202, false]);
    expect(doors.deliveries).toEqual([
      {
        source: 'plain/ci',
        kind: 'files/junit',
        sender: 'ci',
        externalId: expect.stringMatching(
          /^files\/junit:[0-9a-f]{64}:[0-9a-f]{64}$/,
        ),
        headers: {
          'quality-gates-query':
            'commit=c1&entityRef=component%3Adefault%2Fcheckout',
        },
        body: Buffer.from(XML),
        receivedAt: doors.clock.now,
      },
    ]);
    expect((await send(doors)).body.duplicate).toBe(true);
  });

  it('takes the same file for another commit for another delivery', async () => {
    const doors = open();
    const headers = { 'Idempotency-Key': 'k' };
    for (const commit of ['c1', 'c2']) {
      const query = `entityRef=component:a&commit=${commit}`;
      await send(doors, { query });
      await send(doors, { query, headers });
    }
    expect(doors.deliveries).toHaveLength(4);
  });

  it('answers 409 to an Idempotency-Key that was used for another file', async () => {
    const doors = open();
    const headers = { 'Idempotency-Key': 'k' };
    await send(doors, { headers });
    const { status } = await send(doors, { headers, body: '<testsuites/>' });
    expect(status).toBe(409);
  });

  it.each([
    ['commit=c1', 'query entityRef: is required, or repositoryUrl'],
    ['entityRef=component:a', 'query commit: '],
    [`${ABOUT}&commit=c2`, 'query commit: '],
    [`${ABOUT}&comit=c2`, 'query: known parameters are entityRef'],
    ['repositoryUrl=acme&commit=c1', 'query repositoryUrl: must be the URL'],
    [`${ABOUT}&runUrl=javascript:1`, 'query runUrl: must be an http'],
  ])('answers 400 to the query %s', async (query, message) => {
    const doors = open();
    const { status, body } = await send(doors, { query });
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining(message),
    ]);
    expect(doors.deliveries).toEqual([]);
  });

  it.each([
    ['junit', 'application/json', 'application/xml'],
    ['playwright', 'application/xml', 'application/json'],
    ['affected', 'application/xml', 'text/plain or application/json'],
    ['cache', 'text/plain', 'application/json or application/x-ndjson'],
  ])('answers 415 to %s as %s, naming what it reads', async (...names) => {
    const [format, type, accepted] = names;
    const headers = { 'Content-Type': type };
    const { status, body } = await send(open(), { format, headers });
    expect([status, body.error.message]).toEqual([
      415,
      expect.stringContaining(`must be ${accepted}:`),
    ]);
  });

  it.each([
    ['junit', 'text/xml; charset=utf-8'],
    ['sarif', 'application/sarif+json'],
    ['affected', 'text/plain'],
  ])('takes %s as %s', async (format, type) => {
    const headers = { 'Content-Type': type };
    expect((await send(open(), { format, headers })).status).toBe(202);
  });

  it('answers 404 to a format that nobody reads, naming those that are', async () => {
    const { status, body } = await send(open(), { format: 'csv' });
    expect(status).toBe(404);
    expect(body.error.message).toContain('junit, playwright, sarif, trivy');
  });

  it('answers 401 without a token, whatever the format', async () => {
    const { app } = open();
    const { status } = await request(app).post('/ingest/files/csv');
    expect(status).toBe(401);
  });

  it('answers 403 to a token for other doors or other entities', async () => {
    const token = { name: 'ci', token: TOKEN };
    for (const limit of [
      { sources: ['runs'] },
      { entities: ['component:default/other'] },
    ]) {
      const doors = open({ ingest: { tokens: [{ ...token, ...limit }] } });
      expect((await send(doors)).status).toBe(403);
      expect(doors.deliveries).toEqual([]);
    }
  });

  it('answers 413 to a file of more than 16 MiB', async () => {
    const doors = open({
      ingest: { tokens: [{ name: 'ci', token: TOKEN }], maxBodyMiB: 20 },
    });
    const body = ' '.repeat(16 * 1024 * 1024 + 1);
    expect((await send(doors, { body })).status).toBe(413);
    expect(doors.deliveries).toEqual([]);
  });

  it('answers 405 to another method', async () => {
    const { app } = open();
    const { status } = await request(app).get('/ingest/files/junit');
    expect(status).toBe(405);
  });
});

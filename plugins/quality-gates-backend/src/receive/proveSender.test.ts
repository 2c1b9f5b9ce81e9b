import { mockCredentials } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { openDoors, TOKEN } from './__testUtils__/openDoors';

const incident = { id: 'i-1', openedAt: '2026-01-05T08:00:00Z' };

function withTokens(...tokens: JsonObject[]) {
  return openDoors({ qualityGates: { ingest: { tokens } } });
}

async function send(
  { app }: ReturnType<typeof openDoors>,
  authorization?: string,
  door = '/ingest/incidents',
) {
  const call = request(app).post(door).type('json');
  if (authorization) call.set('Authorization', authorization);
  return call.send(JSON.stringify(door.startsWith('/otlp') ? {} : incident));
}

describe('the proof of a door', () => {
  it.each([
    ['nothing', undefined],
    ['a wrong token', 'Bearer another-token'],
    ['a token with more behind it', `Bearer ${TOKEN}x`],
    ['the start of a token', `Bearer ${TOKEN.slice(0, -1)}`],
    ['another scheme', `Basic ${TOKEN}`],
    ['a scheme without token', 'Bearer '],
    ['a broken Backstage token', mockCredentials.service.invalidHeader()],
  ])('refuses %s with 401 and looks at no body', async (_, authorization) => {
    const doors = openDoors();
    for (const door of [
      '/ingest/incidents',
      '/otlp/v1/traces',
      '/otlp/v1/metrics',
      '/otlp/v1/logs',
    ]) {
      expect((await send(doors, authorization, door)).status).toBe(401);
    }
    expect([...doors.deliveries, ...doors.traces]).toEqual([]);
  });

  it('refuses a user, whose token is for a browser', async () => {
    const doors = openDoors();
    const { status } = await send(doors, mockCredentials.user.header());
    expect(status).toBe(403);
    expect(doors.deliveries).toEqual([]);
  });

  it('names the key to set when no token is configured', async () => {
    const doors = withTokens();
    const { status, body } = await send(doors, 'Bearer anything-at-all');
    expect(status).toBe(401);
    expect(body.error.message).toContain('qualityGates.ingest.tokens');
  });

  it('takes every token of one name, for rotation', async () => {
    const doors = withTokens(
      { name: 'ci', token: 'the-old-token' },
      { name: 'ci', token: 'the-new-token' },
    );
    expect((await send(doors, 'Bearer the-old-token')).status).toBe(202);
    expect((await send(doors, 'bearer the-new-token')).status).toBe(202);
    expect(doors.deliveries.map(({ sender }) => sender)).toEqual(['ci']);
  });

  it('refuses a token that may only evaluate', async () => {
    const doors = withTokens({ name: 'ci', token: TOKEN, allow: ['evaluate'] });
    const { status, body } = await send(doors, `Bearer ${TOKEN}`);
    expect(status).toBe(403);
    expect(body.error.message).toContain('"allow" lacks ingest');
  });

  it('refuses a token at doors that its sources do not name', async () => {
    const doors = withTokens({ name: 'ci', token: TOKEN, sources: ['otlp'] });
    const bearer = `Bearer ${TOKEN}`;
    expect((await send(doors, bearer)).status).toBe(403);
    expect((await send(doors, bearer, '/otlp/v1/traces')).status).toBe(200);
  });

  it('refuses a service token that is restricted to permissions', async () => {
    const credentials = mockCredentials.service('external:reader', {
      permissionNames: ['quality-gates.read'],
    });
    const { status, body } = await send(openDoors({ credentials }));
    expect([status, body.error?.message]).toEqual([
      403,
      expect.stringContaining('restricted to permissions'),
    ]);
  });
});

describe('too fast', () => {
  const slow = () =>
    openDoors({
      qualityGates: {
        ingest: {
          tokens: [
            { name: 'ci', token: TOKEN },
            { name: 'cd', token: 'another-token' },
          ],
          requestsPerSecond: 1,
        },
      },
    });

  it('is 429 with Retry-After beyond twice the rate, for that token alone, until time has passed', async () => {
    const doors = slow();
    const ci = () => send(doors, `Bearer ${TOKEN}`);
    expect([(await ci()).status, (await ci()).status]).toEqual([202, 202]);
    const refused = await ci();
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBe('1');
    expect((await send(doors, 'Bearer another-token')).status).toBe(202);
    doors.clock.now += 1000;
    expect((await ci()).status).toBe(202);
  });

  it('is nothing at a rate of 0', async () => {
    const doors = openDoors({
      qualityGates: {
        ingest: {
          tokens: [{ name: 'ci', token: TOKEN }],
          requestsPerSecond: 0,
        },
      },
    });
    for (let n = 0; n < 20; n++) {
      expect((await send(doors, `Bearer ${TOKEN}`)).status).toBe(202);
    }
  });

  it('refuses an address after 200 wrong proofs, but never a known token behind it', async () => {
    const doors = openDoors();
    const statuses = new Set<number>();
    for (let n = 0; n < 200; n++) statuses.add((await send(doors)).status);
    expect([...statuses]).toEqual([401]);
    const refused = await send(doors, 'Bearer another-guess');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await send(doors, `Bearer ${TOKEN}`)).status).toBe(202);
    doors.clock.now += 1000;
    expect((await send(doors)).status).toBe(401);
  });
});

import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import type { DeliveryRow } from '../ingest';
import { openDoors, TOKEN } from './__testUtils__/openDoors';

const row: DeliveryRow = {
  id: 'abc',
  source: 'plain/ci',
  kind: 'deployments',
  sender: 'ci',
  state: 'stored',
  reason: null,
  facts: [
    {
      type: 'deployment',
      key: 'plain:ci/d-1',
      entityRefs: ['component:default/checkout'],
    },
  ],
  receivedAt: Date.parse('2026-01-05T08:00:00Z'),
  processedAt: Date.parse('2026-01-05T08:00:01.5Z'),
};
const answer = {
  id: 'abc',
  source: 'plain/ci',
  kind: 'deployments',
  state: 'stored',
  facts: row.facts,
  receivedAt: '2026-01-05T08:00:00.000Z',
  processedAt: '2026-01-05T08:00:01.500Z',
};

function ask(
  options: Parameters<typeof openDoors>[0],
  authorization?: string,
  stored: DeliveryRow = row,
) {
  const doors = openDoors(options);
  doors.rows.set(stored.id, stored);
  const call = request(doors.app).get('/deliveries/abc');
  return authorization ? call.set('Authorization', authorization) : call;
}

describe('GET /deliveries/{id}', () => {
  it('shows the token that sent it what became of it', async () => {
    const { status, body } = await ask({}, `Bearer ${TOKEN}`);
    expect({ status, body }).toEqual({ status: 200, body: answer });
  });

  it('gives the reason of a failed one, and null for what is not processed yet', async () => {
    const failed = {
      ...row,
      state: 'failed' as const,
      reason: 'because',
      processedAt: null,
    };
    const { body } = await ask({}, `Bearer ${TOKEN}`, failed);
    expect(body).toEqual({
      ...answer,
      state: 'failed',
      reason: 'because',
      processedAt: null,
    });
  });

  it('does not exist for another token, nor without a sender', async () => {
    const tokens = [{ name: 'cd', token: 'another-token' }];
    const options = { qualityGates: { ingest: { tokens } } };
    const other = await ask(options, 'Bearer another-token');
    expect(other.status).toBe(404);
    const webhook = { ...row, sender: null };
    expect((await ask({}, `Bearer ${TOKEN}`, webhook)).status).toBe(404);
  });

  it.each([
    ['nothing', undefined],
    ['a wrong token', 'Bearer another-guess'],
    ['a broken Backstage token', mockCredentials.user.invalidHeader()],
  ])('answers %s with 401, whether it exists or not', async (_, header) => {
    expect((await ask({ isAdmin: true }, header)).status).toBe(401);
    const missing = { ...row, id: 'another' };
    expect((await ask({ isAdmin: true }, header, missing)).status).toBe(401);
  });

  it('is for admins among the users', async () => {
    const user = mockCredentials.user.header();
    expect((await ask({ isAdmin: true }, user)).status).toBe(200);
    expect((await ask({ isAdmin: false }, user)).status).toBe(403);
    const missing = { ...row, id: 'another' };
    expect((await ask({ isAdmin: true }, user, missing)).status).toBe(404);
    expect((await ask({ isAdmin: false }, user, missing)).status).toBe(403);
  });

  it('is for the service that sent it', async () => {
    const service = mockCredentials.service.header();
    expect((await ask({}, service)).status).toBe(404);
    const own = { ...row, sender: 'service:external:test-service' };
    expect((await ask({}, service, own)).status).toBe(200);
  });
});

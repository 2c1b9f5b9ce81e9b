import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { makeComponent } from './__testUtils__/startPlugin';
import { makePolicy, reportedGate } from './__testUtils__/makePolicy';
import { qualityGatesPlugin } from './plugin';

const TOKEN = 'an-ingest-token-for-tests';
const BASE = '/api/quality-gates';
const QUESTION = {
  entityRef: 'component:default/checkout',
  environment: 'production',
  version: '1.5.0',
  phase: 'pre-deploy',
};
const ALICE = mockCredentials.user.header('user:default/alice');
const BOB = mockCredentials.user.header('user:default/bob');
const REASON = 'the contract test is broken and not the contract';

function makeUser(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'github.com/user-login': `${name}-at-github` },
    },
    spec: { memberOf: [] },
  };
}

describe('what people do about an evaluation', () => {
  let backend: TestBackend;
  const denied = new Set<string>();
  const audited: string[] = [];
  afterEach(async () => {
    denied.clear();
    audited.length = 0;
    await backend.stop();
  });

  async function start(
    overrides: object = {},
    options: { allow?: boolean; entities?: Entity[] } = {},
  ) {
    backend = await startTestBackend({
      features: [
        mockServices.auth.factory(),
        mockServices.httpAuth.factory({
          defaultCredentials: mockCredentials.none(),
        }),
        mockServices.auditor.mock({
          async createEvent({ eventId }) {
            audited.push(eventId);
            return { success: async () => {}, fail: async () => {} };
          },
        }).factory,
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(({ permission }) => ({
              result: denied.has(permission.name)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
            })),
        }).factory,
        mockServices.database.factory(),
        catalogServiceMock.factory({
          entities: [
            makeComponent('checkout', 'acme/checkout'),
            makeUser('alice'),
            makeUser('bob'),
            ...(options.entities ?? []),
          ],
        }),
        mockServices.rootConfig.factory({
          data: {
            backend: {
              database: { client: 'better-sqlite3', connection: ':memory:' },
            },
            qualityGates: {
              ingest: {
                tokens: [
                  { name: 'ci', token: TOKEN, allow: ['ingest', 'evaluate'] },
                ],
              },
              overrides: { allowWithoutPermissions: options.allow ?? true },
              policies: [makePolicy([reportedGate], { overrides })],
            },
          },
        }),
        qualityGatesPlugin,
      ],
    });
  }
  const post = (path: string, body: object, who = `Bearer ${TOKEN}`) =>
    request(backend.server)
      .post(BASE + path)
      .set('Authorization', who)
      .send(body);
  const read = (path: string, who = `Bearer ${TOKEN}`) =>
    request(backend.server)
      .get(BASE + path)
      .set('Authorization', who);

  /** A decided evaluation that a failed gate denies. */
  async function denial(requestedBy?: object) {
    await post('/catalog/refresh', {}, ALICE);
    const { body: sent } = await post('/ingest/gate-outcomes', {
      ...{ entityRef: QUESTION.entityRef, environment: 'production' },
      ...{ gate: 'contracts', version: '1.5.0', outcome: 'fail' },
      at: new Date().toISOString(),
    });
    for (let state = 'received'; state === 'received'; ) {
      ({ state } = (await read(`/deliveries/${sent.deliveryId}`)).body);
    }
    const asked = await post('/evaluations', { ...QUESTION, requestedBy });
    const { body } = await read(`/evaluations/${asked.body.id}?wait=30s`);
    expect(body.decision).toBe('deny');
    return body.id as string;
  }
  const decided = async (id: string) =>
    (await read(`/evaluations/${id}?wait=30s`)).body;

  it('lets a waived failure through as a warning, in a successor, and leaves the first verdict as it was', async () => {
    await start({
      waiver: { maxTtl: '1h', requireReason: 20, requireTicket: true },
    });
    const id = await denial();
    const bare = { gate: 'contracts', reason: REASON };
    expect(
      (
        await post(
          `/evaluations/${id}/waivers`,
          { ...bare, reason: 'short' },
          ALICE,
        )
      ).status,
    ).toBe(400);
    expect((await post(`/evaluations/${id}/waivers`, bare, ALICE)).status).toBe(
      400,
    );
    const body = { ...bare, ticket: 'OPS-1' };
    expect(
      (await post(`/evaluations/${id}/waivers`, { ...body, ttl: '2h' }, ALICE))
        .status,
    ).toBe(400);
    const waived = await post(
      `/evaluations/${id}/waivers`,
      { ...body, ttl: '30m' },
      ALICE,
    );
    expect(waived.status).toBe(200);
    const next = await decided(id);
    expect(next).toMatchObject({
      supersedes: id,
      decision: 'allow-with-warnings',
      outcomes: [{ outcome: 'fail', waivedBy: 'user:default/alice' }],
    });
    const first = (await read(`/evaluations/${id}`)).body;
    expect(first).toMatchObject({ decision: 'deny', supersededBy: next.id });
    expect(audited).toContain('evaluation-waivers');
  });

  it('holds a waiver that needs four eyes until a second person posts the same', async () => {
    await start({ waiver: { maxTtl: '1h', fourEyes: true } });
    const id = await denial();
    const body = { gate: 'contracts', reason: REASON };
    const first = await post(`/evaluations/${id}/waivers`, body, ALICE);
    expect(first.body).toMatchObject({ id, decision: 'deny' });
    expect((await post(`/evaluations/${id}/waivers`, body, ALICE)).status).toBe(
      409,
    );
    expect((await post(`/evaluations/${id}/waivers`, body, BOB)).status).toBe(
      200,
    );
    expect(await decided(id)).toMatchObject({
      decision: 'allow-with-warnings',
      waivers: [{ by: 'user:default/alice', confirmedBy: 'user:default/bob' }],
    });
  });

  it('lets a version go by a broken glass, with the gates as they are', async () => {
    await start({ breakGlass: { maxTtl: '1h', requireReason: 20 } });
    const id = await denial();
    await post(`/evaluations/${id}/break-glass`, { reason: REASON }, ALICE);
    expect(await decided(id)).toMatchObject({
      decision: 'allow-break-glass',
      canDeploy: true,
      outcomes: [{ outcome: 'fail' }],
    });
  });

  it.each(['waivers', 'break-glass'])(
    'refuses %s that the policy does not grant',
    async what => {
      await start();
      const id = await denial();
      const body = { gate: 'contracts', reason: REASON };
      const { status } = await post(`/evaluations/${id}/${what}`, body, ALICE);
      expect(status).toBe(403);
    },
  );

  it('does not let anybody use an invalidated verdict, and asks anew', async () => {
    await start();
    const id = await denial();
    const { body } = await post(
      `/evaluations/${id}/invalidate`,
      { reason: REASON },
      BOB,
    );
    expect(body).toMatchObject({
      id,
      canDeploy: false,
      invalidated: { by: 'user:default/bob' },
    });
    const again = await post('/evaluations', QUESTION);
    expect(again.status).toBe(201);
    expect(again.body.id).not.toBe(id);
  });

  it('keeps who approved, and refuses who asked, whatever they are called elsewhere', async () => {
    await start();
    const id = await denial({ login: 'Alice-at-GitHub' });
    const body = { gate: 'contracts', decision: 'approve', reason: 'seen' };
    const own = await post(`/evaluations/${id}/approvals`, body, ALICE);
    expect(own.status).toBe(403);
    expect(own.body.error.message).toContain('may not approve');
    const other = await post(`/evaluations/${id}/approvals`, body, BOB);
    expect(other.status).toBe(200);
    expect(other.body.audit).toContainEqual(
      expect.objectContaining({
        who: 'user:default/bob',
        what: 'approved: contracts',
      }),
    );
  });

  it('says who is looking at a gate', async () => {
    await start();
    const id = await denial();
    const { body } = await post(
      `/evaluations/${id}/claims`,
      { gate: 'contracts', reason: 'mine' },
      BOB,
    );
    expect(body).toMatchObject({
      id,
      outcomes: [{ claimedBy: 'user:default/bob' }],
    });
  });

  it('asks every gate again in a successor', async () => {
    await start();
    const id = await denial();
    const { body } = await post(`/evaluations/${id}/rerun`, {
      reason: 'fixed',
    });
    expect(body).toMatchObject({ supersedes: id });
    expect(body.id).not.toBe(id);
    expect((await decided(id)).outcomes[0].outcome).toBe('fail');
  });

  it.each([
    ['approvals', 'quality-gates.evaluation.approve'],
    ['waivers', 'quality-gates.evaluation.waive'],
    ['break-glass', 'quality-gates.evaluation.break-glass'],
    ['invalidate', 'quality-gates.evaluation.invalidate'],
    ['claims', 'quality-gates.evaluation.approve'],
  ])(
    'answers 403 to %s without %s, and to everybody who is no person',
    async (what, permission) => {
      await start({ waiver: { maxTtl: '1h' }, breakGlass: { maxTtl: '1h' } });
      const id = await denial();
      const body =
        what === 'approvals'
          ? { gate: 'contracts', decision: 'approve', reason: 'seen' }
          : { gate: 'contracts', reason: REASON };
      const path = `/evaluations/${id}/${what}`;
      expect((await post(path, body)).status).toBe(403);
      expect(
        (await post(path, body, mockCredentials.service.header())).status,
      ).toBe(403);
      denied.add(permission);
      const { status, body: answer } = await post(path, body, ALICE);
      expect(status).toBe(403);
      expect(answer.error.message).toContain(permission);
    },
  );

  it('refuses every override where no permission framework says who may, naming the key', async () => {
    await start({ waiver: { maxTtl: '1h' } }, { allow: false });
    const id = await denial();
    const { status, body } = await post(
      `/evaluations/${id}/waivers`,
      { gate: 'contracts', reason: REASON },
      ALICE,
    );
    expect(status).toBe(403);
    expect(body.error.message).toContain(
      'qualityGates.overrides.allowWithoutPermissions',
    );
  });

  it('answers 403 to a question without quality-gates.evaluation.create', async () => {
    await start();
    denied.add('quality-gates.evaluation.create');
    expect((await post('/evaluations', QUESTION, ALICE)).status).toBe(403);
  });
});

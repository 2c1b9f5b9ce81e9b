import { setTimeout as sleep } from 'node:timers/promises';
import { mockCredentials } from '@backstage/backend-test-utils';
import { makePolicy, reportedGate } from './__testUtils__/makePolicy';
import {
  asUser,
  startWithPeople,
  type WithPeople,
} from './__testUtils__/startWithPeople';

const QUESTION = {
  entityRef: 'component:default/checkout',
  environment: 'production',
  version: '1.5.0',
  phase: 'pre-deploy',
};
const ALICE = asUser('alice');
const BOB = asUser('bob');
const REASON = 'the contract test is broken and not the contract';

describe('what people do about an evaluation', () => {
  let people: WithPeople;
  afterEach(() => people.stop());

  async function start(
    overrides: object = {},
    options: { allow?: boolean; permission?: boolean } = {},
  ) {
    const policy = makePolicy([reportedGate], { overrides });
    people = await startWithPeople({ policy, ...options });
  }
  const post: WithPeople['post'] = (...call) => people.post(...call);
  const read: WithPeople['read'] = (...call) => people.read(...call);
  const decided: WithPeople['decided'] = id => people.decided(id);

  /** A decided evaluation that a failed gate denies. */
  async function denial(requestedBy?: object) {
    await people.tell('/ingest/gate-outcomes', {
      ...{ entityRef: QUESTION.entityRef, environment: 'production' },
      ...{ gate: 'contracts', version: '1.5.0', outcome: 'fail' },
      at: new Date().toISOString(),
    });
    const asked = await post('/evaluations', { ...QUESTION, requestedBy });
    const body = await decided(asked.body.id);
    expect(body.decision).toBe('deny');
    return body.id;
  }

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
      people.denied.add(permission);
      const { status, body: answer } = await post(path, body, ALICE);
      expect(status).toBe(403);
      expect(answer.error.message).toContain(permission);
    },
  );

  it('refuses every override where no permission framework says who may, naming the keys', async () => {
    const rules = { maxTtl: '1h' };
    await start({ waiver: rules, breakGlass: rules }, { allow: false });
    const id = await denial();
    const approval = { gate: 'contracts', decision: 'approve', reason: REASON };
    const override = { gate: 'contracts', reason: REASON };
    for (const [what, sent] of [
      ['approvals', approval],
      ['waivers', override],
      ['break-glass', override],
      ['invalidate', override],
      ['claims', override],
    ] as const) {
      const { status, body } = await post(
        `/evaluations/${id}/${what}`,
        sent,
        ALICE,
      );
      expect([what, status]).toEqual([what, 403]);
      expect(body.error.message).toContain('permission.enabled');
      expect(body.error.message).toContain(
        'qualityGates.overrides.allowWithoutPermissions',
      );
    }
    expect((await read(`/evaluations/${id}`)).body).toMatchObject({
      supersededBy: null,
      audit: [{ what: 'asked' }],
    });
  });

  it('leaves it to the permission framework where there is one', async () => {
    await start(
      { waiver: { maxTtl: '1h' } },
      { allow: false, permission: true },
    );
    const id = await denial();
    const body = { gate: 'contracts', reason: REASON };
    const waive = () => post(`/evaluations/${id}/waivers`, body, ALICE);
    people.denied.add('quality-gates.evaluation.waive');
    expect((await waive()).status).toBe(403);
    people.denied.clear();
    expect((await waive()).status).toBe(200);
  });

  it('lets a waiver end when its time is over, and the verdict that rests on it', async () => {
    await start({ waiver: { maxTtl: '1h' } });
    const id = await denial();
    const body = { gate: 'contracts', reason: REASON, ttl: 2 };
    await post(`/evaluations/${id}/waivers`, body, ALICE);
    const waived = await decided(id);
    expect(waived.decision).toBe('allow-with-warnings');
    const [{ until }] = waived.waivers;
    expect(waived.expiresAt).toBe(until);
    await sleep(Date.parse(until) - Date.now() + 10);
    const asked = await post('/evaluations', QUESTION);
    expect(asked.status).toBe(201);
    expect(await decided(asked.body.id)).toMatchObject({
      decision: 'deny',
      waivers: [],
    });
  });

  it.each([
    ['approvals', 'evaluation-approval', 'high'],
    ['waivers', 'evaluation-waivers', 'high'],
    ['break-glass', 'evaluation-break-glass', 'critical'],
    ['invalidate', 'evaluation-invalidate', 'high'],
    ['rerun', 'evaluation-rerun', 'medium'],
    ['claims', 'evaluation-claims', 'medium'],
  ])(
    'is told to the audit log, refused or not: %s as %s, %s',
    async (what, eventId, severityLevel) => {
      await start({ waiver: { maxTtl: '1h' }, breakGlass: { maxTtl: '1h' } });
      const id = await denial();
      const body = {
        gate: 'contracts',
        reason: REASON,
        ...(what === 'approvals' && { decision: 'approve' }),
      };
      const path = `/evaluations/${id}/${what}`;
      await post(path, { ...body, reason: '' }, BOB);
      await post(path, body, BOB);
      const meta = { id, caller: 'user:user:default/bob' };
      const event = { eventId, severityLevel, meta };
      expect(people.audited).toEqual([
        { ...event, ended: 'fail' },
        { ...event, ended: 'success' },
      ]);
    },
  );

  it('lets the workflow of a repository ask about that repository and the environment of its token only', async () => {
    await start();
    const workflow = mockCredentials.service.header({
      onBehalfOf: mockCredentials.service(
        'external:repo:acme/checkout:environment:prod',
      ),
      targetPluginId: 'quality-gates',
    });
    const ask = (rest: object) =>
      post('/evaluations', { ...QUESTION, ...rest }, workflow);
    const asked = await ask({});
    expect(asked.status).toBe(201);
    expect(asked.body.requestedBy.token).toContain('repo:acme/checkout');
    expect((await ask({ environment: 'staging' })).status).toBe(403);
    const { status, body } = await ask({
      entityRef: 'component:default/search',
    });
    expect(status).toBe(403);
    expect(body.error.message).toContain('of that repository only');
    const recorded = (environment: string) =>
      read(
        `/can-i-deploy?entityRef=${QUESTION.entityRef}&version=1.5.0&environment=${environment}`,
        workflow,
      );
    expect((await recorded('production')).status).toBe(200);
    expect((await recorded('staging')).status).toBe(403);
  });

  it('does not exist for who may not see its entity', async () => {
    await start();
    const id = await denial();
    const service = mockCredentials.service.header();
    const paths = [`/evaluations/${id}`, `/evaluations/${id}?wait=1s`];
    for (const path of paths) {
      expect((await read(path, service)).status).toBe(200);
    }
    people.denied.add('catalog.entity.read');
    for (const path of paths) {
      expect((await read(path, service)).status).toBe(404);
    }
    const rerun = `/evaluations/${id}/rerun`;
    const unknown = await post(`/evaluations/x/rerun`, { reason: 'x' }, ALICE);
    const hidden = await post(rerun, { reason: 'x' }, service);
    expect([unknown.status, hidden.status]).toEqual([404, 404]);
    const sameWords = unknown.body.error.message.replace(' x', ` ${id}`);
    expect(hidden.body.error.message).toBe(sameWords);
  });

  it('answers 403 to a question without quality-gates.evaluation.create', async () => {
    await start();
    people.denied.add('quality-gates.evaluation.create');
    expect((await post('/evaluations', QUESTION, ALICE)).status).toBe(403);
  });
});

import type { JsonObject } from '@backstage/types';
import {
  makePolicy,
  reportedGate,
  timerGate as timer,
} from './__testUtils__/makePolicy';
import {
  ASKING_TOKENS,
  makeComponent,
  startPlugin,
  type StartedPlugin,
} from './__testUtils__/startPlugin';

const PRODUCTION = {
  entityRef: 'component:default/checkout',
  environment: 'production',
};

const OPENED = [
  ['POST', '/evaluations'],
  ['GET', '/evaluations/x'],
  ['GET', '/evaluations/x?wait=1s'],
  ['POST', '/evaluations/x/approvals'],
  ['POST', '/evaluations/x/waivers'],
  ['POST', '/evaluations/x/break-glass'],
  ['POST', '/evaluations/x/invalidate'],
  ['POST', '/evaluations/x/rerun'],
  ['POST', '/evaluations/x/claims'],
  ['GET', '/can-i-deploy'],
] as const;

describe('a pipeline that asks', () => {
  let plugin: StartedPlugin;
  afterEach(() => plugin.stop());

  async function start(
    gates: JsonObject[],
    decision: JsonObject = {},
    token: JsonObject = {},
  ) {
    plugin = await startPlugin({
      entities: [makeComponent('checkout', 'acme/checkout')],
      qualityGates: {
        ingest: {
          tokens: ASKING_TOKENS.map(one => ({ ...one, ...token })),
        },
        policies: [makePolicy(gates, { decision })],
      },
    });
    await plugin.refreshCatalog();
  }
  const report = async (outcome: string, version = '1.5.0') => {
    const answer = await plugin.send('/ingest/gate-outcomes', {
      ...PRODUCTION,
      gate: 'contracts',
      version,
      outcome,
      at: new Date().toISOString(),
    });
    expect(answer.status).toBe(202);
    await plugin.understood(answer);
  };
  const ask = (rest: object = {}) =>
    plugin.send('/evaluations', {
      ...PRODUCTION,
      version: '1.5.0',
      phase: 'pre-deploy',
      ...rest,
    });

  it('hears what was reported about its version, however many others came after it', async () => {
    await start([reportedGate]);
    await report('pass');
    for (let n = 0; n < 51; n++) await report('fail', `1.6.${n}`);
    const { body } = await ask();
    const known = await plugin.read(`/evaluations/${body.id}?wait=20s`);
    expect(known.body.decision).toBe('allow');
    const other = await ask({ version: '1.4.0' });
    const unknown = await plugin.read(`/evaluations/${other.body.id}?wait=1s`);
    expect(unknown.body).toMatchObject({
      decision: 'deny',
      outcomes: [{ reason: { code: 'other_version' } }],
    });
  });

  it('hears that the version may go once its gate has passed', async () => {
    await start([reportedGate]);
    await report('pass');
    const asked = await ask();
    expect(asked.status).toBe(201);
    const { body } = await plugin.read(
      `/evaluations/${asked.body.id}?wait=20s`,
    );
    expect(body).toMatchObject({
      decision: 'allow',
      canDeploy: true,
      enforced: true,
      outcomes: [{ gate: 'contracts', outcome: 'pass', reportedBy: 'ci' }],
    });
    expect(body.decidedAt).not.toBeNull();
  });

  it('hears that it has to wait, and is let through when what it waits for arrives', async () => {
    await start([timer, reportedGate]);
    const asked = await ask();
    const waiting = await plugin.read(`/evaluations/${asked.body.id}?wait=1s`);
    expect(waiting.body).toMatchObject({
      decision: 'wait',
      canDeploy: false,
      decidedAt: null,
    });
    await report('fail');
    const { body } = await plugin.read(
      `/evaluations/${asked.body.id}?wait=20s`,
    );
    expect(body).toMatchObject({ decision: 'deny', canDeploy: false });
  });

  it('gets the same evaluation for the same question while it is valid, and 409 for another under its key', async () => {
    await start([reportedGate]);
    const first = await ask();
    const again = await ask();
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
    const headers = { 'Idempotency-Key': 'run-7' };
    const body = { ...PRODUCTION, version: '1.5.0', phase: 'pre-deploy' };
    const keyed = await plugin.send('/evaluations', body, headers);
    expect(keyed.status).toBe(201);
    const other = { ...body, version: '1.6.0' };
    const refused = await plugin.send('/evaluations', other, headers);
    expect(refused.status).toBe(409);
  });

  it.each([
    [
      'no gate in the policy holds in the phase',
      { phase: 'post-deploy' },
      'only_skipped',
    ],
    ['no policy applies', { environment: 'staging' }, 'no_policy'],
  ])('is denied when %s', async (_, rest, code) => {
    await start([reportedGate]);
    const asked = await ask(rest);
    const { body } = await plugin.read(
      `/evaluations/${asked.body.id}?wait=20s`,
    );
    expect(body).toMatchObject({
      decision: 'deny',
      enforced: false,
      reasons: [{ code }],
    });
  });

  it('is denied when every gate is in shadow mode, and hears what would have been', async () => {
    await start([{ ...reportedGate, mode: 'shadow' }]);
    await report('pass');
    const asked = await ask();
    const { body } = await plugin.read(
      `/evaluations/${asked.body.id}?wait=20s`,
    );
    expect(body).toMatchObject({
      decision: 'deny',
      wouldHave: 'allow',
      reasons: [{ code: 'only_shadow' }],
      outcomes: [{ outcome: 'pass' }],
    });
  });

  it('is not let through by a report about another version', async () => {
    await start([reportedGate]);
    await report('pass');
    const asked = await ask({ version: '9.9.9' });
    const { body } = await plugin.read(
      `/evaluations/${asked.body.id}?wait=20s`,
    );
    expect(body).toMatchObject({
      decision: 'deny',
      outcomes: [{ outcome: 'inconclusive' }],
    });
  });

  it('hears of a what-if at once and leaves no trace of it', async () => {
    await start([timer]);
    const asked = await ask({ dryRun: true });
    const { body } = await plugin.read(
      `/evaluations/${asked.body.id}?wait=20s`,
    );
    expect(body).toMatchObject({ decision: 'wait', dryRun: true });
    expect(body.decidedAt).not.toBeNull();
    const list = await plugin.read(
      '/entities/component/default/checkout/evaluations',
    );
    expect(list.body.items).toEqual([]);
  });

  it('finds recorded measurements without asking a gate, and misses those nobody made', async () => {
    await start([reportedGate]);
    await report('pass');
    const question =
      '/can-i-deploy?entityRef=component:checkout&environment=production&version=1.5.0';
    const before = await plugin.read(question);
    expect(before.body).toMatchObject({
      decision: 'deny',
      dryRun: true,
      outcomes: [{ reason: { code: 'not_measured' } }],
    });
    const asked = await ask();
    await plugin.read(`/evaluations/${asked.body.id}?wait=20s`);
    expect((await plugin.read(question)).body).toMatchObject({
      decision: 'allow',
      dryRun: true,
    });
    const deployable = await plugin.read(
      '/entities/component/default/checkout/deployable',
    );
    expect(deployable.body).toMatchObject({
      environment: 'production',
      version: '1.5.0',
    });
    const environments = await plugin.read(
      '/entities/component/default/checkout/environments',
    );
    expect(environments.body).toContainEqual(
      expect.objectContaining({
        name: 'production',
        current: null,
        candidate: expect.objectContaining({ version: '1.5.0' }),
        lastEvaluation: expect.objectContaining({ decision: 'allow' }),
      }),
    );
    const history = await plugin.read(
      '/entities/component/default/checkout/gates',
    );
    const shown = history.body.items[0].outcomes.map(
      (one: { reportedBy: unknown }) => one.reportedBy,
    );
    expect(shown).toEqual(expect.arrayContaining(['ci', null]));
  });

  it('has its deployment verified by itself, once', async () => {
    await start([{ ...reportedGate, phase: 'post-deploy' }]);
    const at = new Date().toISOString();
    const deployment = {
      ...PRODUCTION,
      id: 'd1',
      version: '1.5.0',
      commit: 'abc',
      status: 'success',
      finishedAt: at,
    };
    for (const url of [
      'https://ci.example.com/1',
      'https://ci.example.com/2',
    ]) {
      await plugin.understood(
        await plugin.send('/ingest/deployments', { ...deployment, url }),
      );
    }
    const list = () =>
      plugin.read(
        '/entities/component/default/checkout/evaluations?phase=post-deploy',
      );
    let items: unknown[] = [];
    for (let tries = 0; items.length === 0 && tries < 100; tries++) {
      await new Promise(resolve => setTimeout(resolve, 100));
      ({ items } = (await list()).body);
    }
    expect(items).toMatchObject([{ version: '1.5.0', phase: 'post-deploy' }]);
    await new Promise(resolve => setTimeout(resolve, 1_500));
    expect((await list()).body.items).toHaveLength(1);
  });

  it('may ask only about entities of its token, and only with a token that allows it', async () => {
    await start([reportedGate], {}, { entities: ['component:default/other'] });
    expect((await ask()).status).toBe(404);
    await plugin.stop();
    await start([reportedGate], {}, { allow: ['ingest'] });
    expect((await ask()).status).toBe(403);
  });

  it('is told what is wrong with its question', async () => {
    await start([reportedGate]);
    const { status, body } = await ask({ version: 'a"} or vector(0)' });
    expect(status).toBe(400);
    expect(body.error.message).toContain('version');
    expect(body.error.message).not.toContain('vector');
  });

  it('reads the policy that holds, and what is wrong with a draft', async () => {
    await start([reportedGate]);
    const policy = await plugin.read(
      '/entities/component/default/checkout/policy?environment=prod',
    );
    expect(policy.body).toMatchObject({
      name: 'standard',
      environment: 'production',
    });
    expect((await plugin.read('/policies')).body.items).toMatchObject([
      { name: 'standard' },
    ]);
    expect((await plugin.read('/gate-policy.schema.json')).body).toHaveProperty(
      'properties.spec',
    );
  });

  it('is asked for its proof at every route that has an open auth policy', async () => {
    await start([reportedGate]);
    for (const [method, path] of OPENED) {
      const { status } = await plugin.call(
        method === 'GET' ? 'get' : 'post',
        path,
      );
      expect([path, status]).toEqual([path, 401]);
    }
  });
});

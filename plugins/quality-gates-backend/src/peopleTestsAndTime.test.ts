/**
 * Gates that wait: for a person, for tests after the deployment, for time. Asked over HTTP, together they let a version
 * through, and never when one of them has not come.
 */
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { makePolicy } from './__testUtils__/makePolicy';
import { ASKING_TOKENS, makeComponent } from './__testUtils__/startPlugin';
import { qualityGatesPlugin } from './plugin';

const TOKEN = 'an-ingest-token-for-tests';
const BASE = '/api/quality-gates';
const ENTITY = 'component:default/checkout';
const PLACE = { entityRef: ENTITY, environment: 'production' };
const ALICE = mockCredentials.user.header('user:default/alice');
const BOB = mockCredentials.user.header('user:default/bob');
const CI = `Bearer ${TOKEN}`;
const MINUTE_MS = 60_000;
const GATES = [
  {
    ...{ id: 'approval', type: 'approval' },
    with: { from: ['user:default/alice', 'user:default/bob'] },
  },
  {
    ...{ id: 'tests', type: 'tests' },
    with: { selector: '@smoke', minTests: 1 },
  },
  { id: 'wait-timer', type: 'wait-timer', with: { minutes: 10 } },
].map(gate => ({ ...gate, phase: 'post-deploy' }));

describe('gates that wait for people, tests and time', () => {
  let backend: TestBackend;
  let aheadMs = 0;

  const post = (path: string, body: object | string, who = CI) =>
    request(backend.server)
      .post(BASE + path)
      .set('Authorization', who)
      .set(
        'Content-Type',
        typeof body === 'string' ? 'application/xml' : 'application/json',
      )
      .send(body);
  beforeAll(async () => {
    const real = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => real() + aheadMs);
    backend = await startTestBackend({
      features: [
        mockServices.auth.factory(),
        mockServices.httpAuth.factory({
          defaultCredentials: mockCredentials.none(),
        }),
        catalogServiceMock.factory({
          entities: [makeComponent('checkout', 'acme/checkout')],
        }),
        mockServices.rootConfig.factory({
          data: {
            qualityGates: {
              ingest: {
                tokens: ASKING_TOKENS,
              },
              overrides: { allowWithoutPermissions: true },
              policies: [makePolicy(GATES)],
            },
          },
        }),
        qualityGatesPlugin,
      ],
    });
    await post('/catalog/refresh', {}, ALICE);
  }, 30_000);
  afterAll(async () => {
    await backend?.stop();
    jest.restoreAllMocks();
  });

  const read = (path: string) =>
    request(backend.server)
      .get(BASE + path)
      .set('Authorization', CI);
  const now = () => new Date(Date.now()).toISOString();

  /** Posts a fact, and waits until it is understood. */
  async function tell(path: string, body: object | string) {
    const sent = await post(path, body);
    expect([path, sent.status]).toEqual([path, 202]);
    for (let state = 'received'; state === 'received'; ) {
      const delivery = await read(`/deliveries/${sent.body.deliveryId}`);
      ({ state } = delivery.body);
    }
  }

  const approve = (id: string, who: string) =>
    post(
      `/evaluations/${id}/approvals`,
      { gate: 'approval', decision: 'approve', reason: 'seen it' },
      who,
    );
  const report = (version: string, body: string) =>
    tell(
      `/ingest/files/junit?entityRef=${ENTITY}&commit=c-${version}&environment=production`,
      body,
    );
  async function goOn(ms: number, version: string) {
    aheadMs += ms;
    // Any fact of the component has its evaluations looked at again.
    await tell('/ingest/gate-outcomes', {
      ...{ ...PLACE, version, gate: 'clock', outcome: 'pass', at: now() },
    });
  }

  /** Deploys a version, which bob asked for. */
  async function deploy(version: string): Promise<string> {
    const about = { ...PLACE, version, commit: `c-${version}` };
    await tell('/ingest/deployments', {
      ...{
        ...about,
        id: version,
        status: 'success',
        actor: 'user:default/bob',
      },
      finishedAt: now(),
    });
    const asked = await post('/evaluations', {
      ...{ ...about, phase: 'post-deploy' },
      requestedBy: { user: 'user:default/bob' },
    });
    expect([200, 201]).toContain(asked.status);
    return asked.body.id;
  }
  const decisionOf = async (id: string) =>
    (await read(`/evaluations/${id}?wait=3s`)).body;
  const SMOKE = '<testsuite><testcase name="pays @smoke"/></testsuite>';

  it('let a version through once one approved, the tests passed and the time is over', async () => {
    const id = await deploy('1.0.0');
    const waiting = await decisionOf(id);
    expect(waiting).toMatchObject({ decision: 'wait', canDeploy: false });
    expect(
      waiting.waitingFor.map(({ gate }: { gate: string }) => gate).sort(),
    ).toEqual(['approval', 'tests', 'wait-timer']);
    expect((await approve(id, BOB)).status).toBe(403);
    expect((await approve(id, ALICE)).status).toBe(200);
    await report('1.0.0', SMOKE);
    expect(await decisionOf(id)).toMatchObject({ decision: 'wait' });
    await goOn(10 * MINUTE_MS, '1.0.0');
    const body = await decisionOf(id);
    expect(body).toMatchObject({ decision: 'allow', canDeploy: true });
    expect(
      body.outcomes.map((one: { kind: string; outcome: string }) => [
        one.kind,
        one.outcome,
      ]),
    ).toEqual([
      ['approval', 'pass'],
      ['tests', 'pass'],
      ['wait-timer', 'pass'],
    ]);
  }, 30_000);

  it.each([
    ['approval', 'wait', 'pending', 'waiting'],
    ['tests', 'deny', 'fail', 'fail_limit'],
    ['wait-timer', 'wait', 'pending', 'waiting'],
  ])(
    'do not without %s alone: %s',
    async (left, decision, outcome, code) => {
      const version = `2.0.0-${left}`;
      const id = await deploy(version);
      if (left !== 'approval') await approve(id, ALICE);
      if (left !== 'tests') await report(version, SMOKE);
      const minutes = left === 'wait-timer' ? 9 : 11;
      await goOn(minutes * MINUTE_MS, version);
      const body = await decisionOf(id);
      expect(body).toMatchObject({ decision, canDeploy: false });
      const amiss = body.outcomes.filter(
        (one: { outcome: string }) => one.outcome !== 'pass',
      );
      expect(amiss).toMatchObject([{ kind: left, outcome, reason: { code } }]);
    },
    30_000,
  );

  it('deny a version that somebody rejects, or of which no test ran', async () => {
    const rejected = await deploy('3.0.0');
    await post(
      `/evaluations/${rejected}/approvals`,
      { gate: 'approval', decision: 'reject', reason: 'too risky' },
      ALICE,
    );
    expect(await decisionOf(rejected)).toMatchObject({ decision: 'deny' });
    const untested = await deploy('3.0.1');
    await approve(untested, ALICE);
    await report('3.0.1', '<testsuite tests="0"/>');
    await goOn(11 * MINUTE_MS, '3.0.1');
    expect(await decisionOf(untested)).toMatchObject({ decision: 'deny' });
  }, 30_000);
});

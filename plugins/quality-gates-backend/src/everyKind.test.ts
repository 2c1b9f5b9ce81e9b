/** One policy of every kind of gate, asked over HTTP: no gate is taken for granted, and none hides behind another. */
import type { JsonObject } from '@backstage/types';
import {
  startAsking,
  vector,
  type Asking,
  type World,
} from './__testUtils__/askGates';
import { alertWorld, argoWorld, jobsWorld } from './__testUtils__/worlds';
import { reportedGate } from './__testUtils__/makePolicy';
import { builtinGateKinds } from './gates';

const COMMIT = 'a11a11a11a11';

/** Kinds that wait for somebody, or for something that comes after. */
const WAITING = ['approval', 'tests', 'wait-timer'];

const PARAMS: Readonly<Record<string, JsonObject>> = {
  alerts: {
    source: 'alertmanager',
    matchers: ['service="checkout"'],
    requireRules: { source: 'prometheus' },
    requireTraffic: { source: 'prometheus', query: 'traffic', min: 1 },
  },
  approval: { from: ['group:default/leads'] },
  argocd: {
    source: 'argocd',
    apps: ['checkout'],
    revision: '${request.commit}',
    images: { allTagged: '${request.version}' },
  },
  'change-scope': { project: 'checkout' },
  'error-budget': {
    source: 'prometheus',
    objective: 0.999,
    window: '30d',
    errorRatioQuery: 'slo[${window}]',
    burnRates: [{ long: '1h', short: '5m', max: 2, verdict: 'fail' }],
  },
  'github-jobs': { source: 'github', workflow: 'ci.yaml', jobs: ['summary'] },
  http: { source: 'http', path: '/state', expect: { 'json:$.ok': true } },
  incidents: { minSeverity: 'P2' },
  junit: { minTests: 1 },
  playwright: { minTests: 1 },
  promotion: { after: 'staging' },
  promql: {
    source: 'prometheus',
    query: 'error_ratio{version="${request.version}"}',
    thresholds: { critical: 0.05 },
  },
  reported: reportedGate.with,
  tests: { selector: '@smoke', minTests: 1 },
  'time-window': { timezone: 'UTC', allow: ['MON-SUN 00:00-24:00'] },
  'wait-timer': { minutes: 10 },
};

const gatesOf = (types: readonly string[], instead: JsonObject = {}) =>
  types.map(type => ({
    id: type === 'reported' ? reportedGate.id : type,
    type,
    phase: 'pre-deploy',
    with: instead[type] ?? PARAMS[type],
  }));
/** Open on one day of the week, which is far from today. */
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const CLOSED = {
  timezone: 'UTC',
  allow: [`${DAYS[(new Date().getUTCDay() + 3) % 7]} 00:00-24:00`],
};
const MEASURED = Object.keys(PARAMS).filter(type => !WAITING.includes(type));

interface Answers {
  readonly ratio?: string;
  readonly slo?: string;
  readonly traffic?: string;
  readonly service?: string;
  readonly summary?: string;
  readonly revision?: string;
  readonly ok?: boolean;
}

/** Everything is fine, but for what is said. */
function worldOf(version: string, bad: Answers = {}): World {
  return request => {
    const { path, form } = request;
    if (path === '/state') return { json: { ok: bad.ok ?? true } };
    if (path.startsWith('/repos/')) {
      return jobsWorld(bad.summary ?? 'success')(request);
    }
    if (path.startsWith('/api/v1/applications/')) {
      return argoWorld(
        bad.revision ?? `${COMMIT}-${version}`,
        version,
      )(request);
    }
    if (form.query?.startsWith('error_ratio')) {
      return vector(bad.ratio ?? '0.01');
    }
    if (form.query?.startsWith('slo')) return vector(bad.slo ?? '0.0001');
    return alertWorld(bad.traffic ?? '5', bad.service ?? 'checkout')(request);
  };
}

describe('a policy of every kind of gate', () => {
  let asking: Asking;

  beforeAll(async () => {
    asking = await startAsking({
      checkout: { gates: gatesOf(Object.keys(PARAMS)) },
      measured: { gates: gatesOf(MEASURED) },
      silent: { gates: gatesOf(MEASURED) },
      broken: { gates: gatesOf(MEASURED) },
      closed: { gates: gatesOf(MEASURED, { 'time-window': CLOSED }) },
    });
  }, 60_000);
  afterAll(() => asking?.stop());

  /** Everything that gates find in facts, about a version. */
  async function sendFacts(
    name: string,
    version: string,
    left: readonly string[] = [],
  ) {
    const entityRef = `component:default/${name}`;
    const at = new Date().toISOString();
    const about = `entityRef=${entityRef}&commit=${COMMIT}-${version}`;
    const sent: Record<string, readonly [string, object | string, object?]> = {
      'change-scope': [`/ingest/files/affected?${about}`, ['checkout']],
      incidents: [
        '/ingest/incidents',
        { id: 'i1', entityRef, openedAt: at, resolvedAt: at },
      ],
      junit: [
        `/ingest/files/junit?${about}`,
        '<testsuite><testcase name="a"/></testsuite>',
        { 'Content-Type': 'application/xml' },
      ],
      playwright: [
        `/ingest/files/playwright?${about}`,
        {
          suites: [
            {
              specs: [
                {
                  title: 'pays',
                  tests: [
                    {
                      projectName: 'chromium',
                      status: 'expected',
                      results: [{ status: 'passed', duration: 1 }],
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
      promotion: [
        '/ingest/deployments',
        {
          entityRef,
          environment: 'staging',
          id: `staging-${version}`,
          version,
          status: 'success',
          finishedAt: at,
        },
      ],
    };
    for (const [type, [path, body, headers]] of Object.entries(sent)) {
      if (left.includes(type)) continue;
      const answer = await asking.plugin.send(path, body, { ...headers });
      expect([type, answer.status]).toEqual([type, 202]);
      await asking.plugin.understood(answer);
    }
    if (!left.includes('reported')) await asking.report(name, version);
  }

  const ask = (name: string, version: string, wait?: string) =>
    asking.ask(name, version, { commit: `${COMMIT}-${version}` }, wait);

  it('leaves no kind out', () => {
    expect(Object.keys(PARAMS).sort()).toEqual(
      builtinGateKinds.map(({ kind }) => kind).sort(),
    );
  });

  it('lets a version through for which all of them have good evidence', async () => {
    const version = '1.0.0';
    await sendFacts('measured', version);
    asking.answer(worldOf(version));
    const { body } = await ask('measured', version);
    expect(
      body.outcomes.map((one: { kind: string; outcome: string }) => [
        one.kind,
        one.outcome,
      ]),
    ).toEqual(expect.arrayContaining(MEASURED.map(type => [type, 'pass'])));
    expect(body).toMatchObject({ decision: 'allow', canDeploy: true });
  });

  it('waits for people and time alone when the rest is good', async () => {
    const version = '1.0.1';
    await sendFacts('checkout', version);
    asking.answer(worldOf(version));
    const asked = await asking.plugin.send('/evaluations', {
      entityRef: 'component:default/checkout',
      environment: 'production',
      version,
      commit: `${COMMIT}-${version}`,
      phase: 'pre-deploy',
    });
    const { body } = await asking.plugin.read(
      `/evaluations/${asked.body.id}?wait=2s`,
    );
    expect(body).toMatchObject({ decision: 'wait', canDeploy: false });
    const waiting = body.waitingFor.map((one: { gate: string }) => one.gate);
    expect(waiting.sort()).toEqual(WAITING);
  });

  const AWAY: readonly {
    readonly type: string;
    /** What is amiss, where it is not that nothing was sent. */
    readonly bad?: Answers;
    /** Component, where what is amiss would stay with the others. */
    readonly name?: string;
    readonly decision?: 'deny' | 'wait';
  }[] = [
    { type: 'alerts', bad: { traffic: '0' } },
    { type: 'argocd', bad: { revision: '0ld0ld0ld' }, decision: 'wait' },
    { type: 'change-scope' },
    { type: 'error-budget', bad: { slo: '0.01' } },
    { type: 'github-jobs', bad: { summary: 'skipped' } },
    { type: 'http', bad: { ok: false } },
    { type: 'incidents', name: 'silent' },
    { type: 'junit' },
    { type: 'playwright' },
    { type: 'promotion', decision: 'wait' },
    { type: 'promql', bad: { ratio: 'NaN' } },
    { type: 'reported' },
    { type: 'time-window', name: 'closed', decision: 'wait' },
  ];

  it('is without each kind once, but for those that wait', () => {
    expect(AWAY.map(({ type }) => type)).toEqual(MEASURED.sort());
  });

  it.each(AWAY.map((one, index) => ({ ...one, index })))(
    'does not when only $type has none',
    async ({ type, bad, name = 'measured', decision = 'deny', index }) => {
      const version = `2.0.${index}`;
      await sendFacts(name, version, [type]);
      asking.answer(worldOf(version, bad));
      const { body } = await ask(name, version, '3s');
      expect(body).toMatchObject({ decision, canDeploy: false });
      const amiss = body.outcomes.filter(
        ({ outcome }: { outcome: string }) => outcome !== 'pass',
      );
      expect(amiss.map((one: { kind: string }) => one.kind)).toContain(type);
      // A denial calls off what is still being looked at.
      const others = amiss.filter(
        (one: { kind: string; outcome: string }) =>
          one.kind !== type &&
          (decision === 'wait' || one.outcome !== 'pending'),
      );
      expect(others).toEqual([]);
    },
  );

  it('does not while an incident is open', async () => {
    const version = '2.1.0';
    await sendFacts('broken', version, ['incidents']);
    const sent = await asking.plugin.send('/ingest/incidents', {
      ...{ id: 'i2', entityRef: 'component:default/broken', severity: 'P1' },
      openedAt: new Date().toISOString(),
    });
    await asking.plugin.understood(sent);
    asking.answer(worldOf(version));
    const { body } = await ask('broken', version);
    expect(body).toMatchObject({
      ...{ decision: 'deny', canDeploy: false },
      reasons: expect.arrayContaining([
        expect.objectContaining({ code: 'gate_failed', gate: 'incidents' }),
      ]),
    });
  });
});

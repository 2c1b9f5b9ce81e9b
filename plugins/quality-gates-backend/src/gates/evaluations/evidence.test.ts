import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { setTimeout as sleep } from 'node:timers/promises';
import { makePolicy } from '../../__testUtils__/makePolicy';
import { makeComponent } from '../../__testUtils__/startPlugin';
import { createEnvironments } from '../../environments';
import {
  describeEachEngine,
  type TestDatabase,
} from '../../store/__testUtils__/testDatabases';
import {
  CHECKOUT,
  makeFact,
  minute,
  owned,
} from '../../store/__testUtils__/testFacts';
import { createTestStore } from '../../store/__testUtils__/testStore';
import { createFactReader } from '../createFactReader';
import { createGateKindRegistry } from '../createGateKindRegistry';
import { createGateSources } from '../createGateSources';
import { builtinGateKinds } from '../kinds';
import { createPolicies } from '../policy';
import { createEvaluations } from './createEvaluations';

const LEAD = 'user:default/lead';
const gates = [
  {
    id: 'sign-off',
    type: 'approval',
    phase: 'pre-deploy',
    with: { from: [LEAD], boundTo: ['version', 'evidence'] },
  },
  { id: 'contracts', type: 'reported', phase: 'pre-deploy', with: {} },
];

const TESTS = {
  ...{ id: 't', tool: 'junit', cases: [] },
  ...{ passed: 1, failed: 0, skipped: 0, flaky: 0 },
};

describeEachEngine('evidence', createDatabase => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(() => database.drop());

  it('that changed after an approval takes the approval back, until it is given again', async () => {
    const store = await createTestStore(database, { now: Date.now });
    const entity = makeComponent('checkout', 'acme/checkout');
    const environments = createEnvironments([]);
    const kinds = createGateKindRegistry(builtinGateKinds);
    const policies = createPolicies({
      ...{ kinds, environments, sources: new Map() },
      policies: [makePolicy(gates, { decision: { warnings: 'allow' } })],
    });
    const config = new ConfigReader({});
    const { source } = createGateSources(config);
    const approval = kinds.get('approval')!.setup({ config, source });
    const reported: { value?: number } = {};
    const notices = async () =>
      (await store.listNotices({ limit: 50 })).rows.map(({ id }) => id);
    let round = async () => false;
    const evaluations = createEvaluations({
      ...{ store, environments, now: Date.now },
      readEntity: async ref => (ref === CHECKOUT ? entity : undefined),
      policies: {
        read: async (_, environment) =>
          policies.effective({ entity, environment }),
      },
      probeOf: kind =>
        kind === 'approval'
          ? approval
          : async () => ({
              summary: 'seen',
              readings:
                reported.value === undefined ? [] : [reading(reported.value)],
              ...(reported.value === undefined && {
                pending: { message: 'wait' },
              }),
            }),
      logger: mockServices.logger.mock(),
      startLoop: work => {
        round = work;
        return { wake: () => {}, stop: async () => {} };
      },
    });
    const { evaluation } = await evaluations.ask({
      who: 'ci',
      question: {
        ...{ entityRef: CHECKOUT, environment: 'production' },
        ...{ version: '1', phase: 'pre-deploy' },
        requestedBy: { user: null, login: 'dev', token: null },
      },
    });
    const settle = async (id: string) => {
      await round();
      await sleep(150);
      const signal = new AbortController().signal;
      const read = await evaluations.read(id, { waitMs: 1, signal });
      return [
        read!.decision,
        ...read!.outcomes.map(({ gate, outcome }) => `${gate} ${outcome}`),
      ];
    };
    const approve = () =>
      evaluations.change(
        'approve',
        evaluation.id,
        { ref: LEAD, groups: [] },
        { gate: 'sign-off', decision: 'approve', reason: 'looks good to me' },
      );
    await settle(evaluation.id);
    await approve();
    expect(await settle(evaluation.id)).toEqual([
      ...['wait', 'contracts pending', 'sign-off pass'],
    ]);
    // Not the evidence that was approved.
    reported.value = 0;
    await store.tell([
      owned(makeFact('test-report', 't', TESTS, { at: minute(0) }), CHECKOUT),
    ]);
    expect((await settle(evaluation.id)).slice(1)).toEqual([
      ...['contracts pass', 'sign-off pending'],
    ]);
    const { id } = await approve();
    expect(await settle(id)).toEqual([
      ...['allow', 'contracts pass', 'sign-off pass'],
    ]);
    const told = (await notices()).filter(one => one.startsWith('verdict'));
    expect(told).toContain(`verdict-changed:${id}`);
    // All waits; one approved; the other passed; and decided. Nothing for what is said again.
    expect(told).toHaveLength(4);
  });

  it('names the source that incidents and tests came through', async () => {
    const store = await createTestStore(database, { now: Date.now });
    const incident = makeFact('incident', 'i', { id: 'i', openedAt: 1 });
    await store.tell([
      owned(incident, CHECKOUT),
      owned(makeFact('test-report', 't', TESTS, { at: minute(0) }), CHECKOUT),
    ]);
    const reader = createFactReader({
      ...{ store, environments: createEnvironments([]), acts: [] },
      entityRef: CHECKOUT,
      question: {
        ...{ entityRef: CHECKOUT, environment: 'production', version: '1' },
        ...{ phase: 'pre-deploy', requestedBy: null, involved: [] },
      },
    });
    const [{ source }] = await reader.openIncidents();
    expect(source).toEqual(expect.any(String));
    expect(await reader.hasIncidentSource(source)).toBe(true);
    expect(await reader.hasIncidentSource('pagerduty-eu')).toBe(false);
    // Ran long ago by its own clock, and arrived now.
    expect(await reader.testReports({ since: minute(1) })).toMatchObject([
      { source, at: minute(0) },
    ]);
    expect(await reader.testReports({ since: minute(501) })).toEqual([]);
  });
});

function reading(value: number) {
  const limits = { fail: 0, direction: 'at-most' } as const;
  return { name: 'n', value, limits };
}

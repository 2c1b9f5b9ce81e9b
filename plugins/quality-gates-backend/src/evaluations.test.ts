import {
  makeComponent,
  startPlugin,
  type StartedPlugin,
} from './__testUtils__/startPlugin';

const PRODUCTION = {
  entityRef: 'component:default/checkout',
  environment: 'production',
};

function makePolicy(gates: object[], decision: object = {}) {
  return {
    apiVersion: 'quality-gates.io/v1alpha1',
    kind: 'GatePolicy',
    metadata: { name: 'standard' },
    spec: { appliesTo: { environments: ['production'] }, decision, gates },
  };
}

const reportedGate = {
  id: 'contracts',
  type: 'reported',
  phase: 'pre-deploy',
  with: {},
};
const timer = {
  id: 'soak',
  type: 'wait-timer',
  phase: 'pre-deploy',
  with: { minutes: 1 },
};

describe('a pipeline that asks', () => {
  let plugin: StartedPlugin;
  afterEach(() => plugin.stop());

  async function start(gates: object[], decision?: object) {
    plugin = await startPlugin({
      entities: [makeComponent('checkout', 'acme/checkout')],
      qualityGates: {
        ingest: {
          tokens: [
            {
              name: 'ci',
              token: 'an-ingest-token-for-tests',
              allow: ['ingest', 'evaluate'],
            },
          ],
        },
        policies: [makePolicy(gates, decision)] as never,
      },
    });
    await plugin.refreshCatalog();
  }
  const report = async (outcome: string) => {
    const answer = await plugin.send('/ingest/gate-outcomes', {
      ...PRODUCTION,
      gate: 'contracts',
      version: '1.5.0',
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
});

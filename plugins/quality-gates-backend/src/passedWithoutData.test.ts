import { makePolicy, reportedGate } from './__testUtils__/makePolicy';
import {
  ASKING_TOKENS,
  makeComponent,
  startPlugin,
  type StartedPlugin,
} from './__testUtils__/startPlugin';

const ENTITY = 'component:default/checkout';

describe('a gate whose policy lets no data pass', () => {
  let plugin: StartedPlugin;
  afterEach(() => plugin.stop());

  async function start(gate: object) {
    plugin = await startPlugin({
      entities: [makeComponent('checkout', 'acme/checkout')],
      qualityGates: {
        ingest: {
          tokens: ASKING_TOKENS,
        },
        policies: [
          makePolicy([{ ...reportedGate, onNoData: 'pass', ...gate }]),
        ],
      },
    });
    await plugin.refreshCatalog();
    const { body } = await plugin.send('/evaluations', {
      ...{ entityRef: ENTITY, environment: 'production', version: '1.5.0' },
      phase: 'pre-deploy',
    });
    return body.id as string;
  }

  const answerOf = async (id: string) =>
    (await plugin.read(`/evaluations/${id}?wait=20s`)).body;

  async function report() {
    const at = new Date().toISOString();
    await plugin.understood(
      await plugin.send('/ingest/gate-outcomes', {
        ...{ entityRef: ENTITY, gate: 'contracts', outcome: 'pass', at },
        ...{ environment: 'production', version: '1.5.0' },
      }),
    );
  }

  async function readHistory() {
    const path = '/entities/component/default/checkout/gates';
    const { body } = await plugin.read(path);
    return body.items[0].outcomes.map(
      ({ outcome, reasonCode }: { outcome: string; reasonCode: string }) =>
        `${outcome}, ${reasonCode}`,
    );
  }

  it('passes, and says in the outcome, the reasons and the history that nothing was seen', async () => {
    const evaluation = await answerOf(await start({}));
    const message = expect.stringContaining('the policy counts that as pass');
    expect(evaluation).toMatchObject({
      decision: 'allow',
      outcomes: [{ outcome: 'pass', reason: { code: 'no_data', message } }],
      reasons: [{ code: 'passed_without_data', gate: 'contracts', message }],
    });
    expect(await readHistory()).toEqual(['pass, no_data']);
  });

  it('says so of a series, too, of which only one measurement had no data', async () => {
    const id = await start({ sampling: { count: 2, interval: '3s' } });
    for (let tries = 0; tries < 50; tries++) {
      const { body } = await plugin.read(`/evaluations/${id}`);
      if (body.outcomes[0].reason.message.startsWith('1 of 2')) break;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    await report();
    expect(await answerOf(id)).toMatchObject({
      decision: 'allow',
      outcomes: [
        {
          outcome: 'pass',
          reason: {
            code: 'no_data',
            message:
              '1 of 2 measurements had no data; the policy counts that as pass',
          },
        },
      ],
    });
  });
});

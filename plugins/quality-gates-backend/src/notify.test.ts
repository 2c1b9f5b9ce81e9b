import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  qualityGatesNotifiersExtensionPoint,
  type Notice,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  makePolicy,
  reportedGate,
  timerGate,
} from './__testUtils__/makePolicy';
import {
  ASKING_TOKENS,
  makeComponent,
  startPlugin,
} from './__testUtils__/startPlugin';

describe('a notifier of a module', () => {
  it('hears that a verdict waits, and what it came to, from the running plugin', async () => {
    const heard: Notice[] = [];
    const module = createBackendModule({
      pluginId: 'quality-gates',
      moduleId: 'listener',
      register(env) {
        env.registerInit({
          deps: { notifiers: qualityGatesNotifiersExtensionPoint },
          async init({ notifiers }) {
            notifiers.addNotifier({
              id: 'listener',
              handles: ['verdict-changed'],
              notify: async notice => void heard.push(notice),
            });
          },
        });
      },
    });
    const plugin = await startPlugin({
      entities: [makeComponent('checkout', 'acme/checkout')],
      features: [module],
      qualityGates: {
        policies: [makePolicy([timerGate, reportedGate])],
        ingest: {
          tokens: ASKING_TOKENS,
        },
      },
    });
    await plugin.refreshCatalog();
    const until = async (test: () => boolean) => {
      for (let tries = 0; !test() && tries < 100; tries++) await sleep(100);
    };
    const asked = await plugin.send('/evaluations', {
      ...{ entityRef: 'component:default/checkout', version: '1.5.0' },
      ...{ environment: 'production', phase: 'pre-deploy' },
    });
    expect(asked.status).toBe(201);
    const { id } = asked.body;
    await until(() => heard.length > 0);
    expect(heard[0].evaluation).toMatchObject({ id, decision: 'wait' });
    await plugin.send('/ingest/gate-outcomes', {
      ...{ entityRef: 'component:default/checkout', gate: 'contracts' },
      ...{ outcome: 'fail', environment: 'production', version: '1.5.0' },
      at: new Date().toISOString(),
    });
    await until(() => heard.length > 1);
    expect(heard[1]).toMatchObject({
      id: `listener:verdict-changed:${id}`,
      evaluation: { id, decision: 'deny' },
    });
    await plugin.stop();
  }, 30_000);
});

import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { createEnvironments } from '../../environments';
import {
  describeEachEngine,
  type TestDatabase,
} from '../../store/__testUtils__/testDatabases';
import { CHECKOUT } from '../../store/__testUtils__/testFacts';
import {
  createTestStore,
  type TestStore,
} from '../../store/__testUtils__/testStore';
import { makePolicy } from '../../__testUtils__/makePolicy';
import { makeComponent } from '../../__testUtils__/startPlugin';
import { createGateKindRegistry } from '../createGateKindRegistry';
import { builtinGateKinds } from '../kinds';
import { createPolicies } from '../policy';
import { askEvaluation } from './askEvaluation';
import { createEvaluationWorker } from './createEvaluationWorker';
import type { EvaluationOptions } from './options';

const LEASE_MS = 300;
const EVALUATIONS = 12;

const gates = ['one', 'two', 'three'].map(id => ({
  id,
  type: 'reported',
  phase: 'pre-deploy',
  with: {},
}));

/** A replica: a store of its own on the same database, and a probe that takes its time. */
async function createReplica(
  database: TestDatabase,
  look: (signal: AbortSignal) => Promise<void>,
  known?: TestStore,
) {
  const store = known ?? (await createTestStore(database, { now: Date.now }));
  const environments = createEnvironments([]);
  const policies = createPolicies({
    policies: [makePolicy(gates)],
    kinds: createGateKindRegistry(builtinGateKinds),
    sources: new Map(),
    environments,
  });
  const entity = makeComponent('checkout', 'acme/checkout');
  const options: EvaluationOptions = {
    ...{ store, environments, now: Date.now },
    readEntity: async () => entity,
    policies: {
      read: async (_entity, environment) =>
        policies.effective({ entity, environment }),
    },
    probeOf:
      () =>
      async ({ signal }) => {
        await look(signal);
        const limits = { fail: 0, direction: 'at-most' } as const;
        return { readings: [{ name: 'n', value: 0, limits }], summary: 'seen' };
      },
    logger: mockServices.logger.mock(),
  };
  const worker = createEvaluationWorker({
    ...options,
    leaseMs: LEASE_MS,
    onRound: () => {},
  });
  return { options, store, worker };
}

describeEachEngine(
  'replicas that share evaluations',
  (createDatabase, engine) => {
    let database: TestDatabase;
    /** SQLite has one writer, and so one process: there two workers share its connection. */
    const sharedBy = ({ store }: { store: TestStore }) =>
      engine === 'sqlite' ? store : undefined;
    beforeEach(async () => {
      database = await createDatabase();
    });
    afterEach(() => database.drop());

    it('finish every evaluation with one outcome a gate and one notice, when one of them stops in the middle', async () => {
      let looks = 0;
      const stuck = await createReplica(database, async signal => {
        looks += 1;
        await new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      });
      const other = await createReplica(
        database,
        () => sleep(5),
        sharedBy(stuck),
      );
      const ids: string[] = [];
      for (let n = 0; n < EVALUATIONS; n++) {
        const { id } = await askEvaluation(
          {
            question: {
              ...{ entityRef: CHECKOUT, environment: 'production' },
              ...{ version: `1.${n}`, phase: 'pre-deploy', requestedBy: null },
            },
            who: 'ci',
          },
          stuck.options,
        );
        ids.push(id);
      }
      await stuck.worker.work();
      await sleep(50);
      expect(looks).toBeGreaterThan(0);
      // Stopped without a word: its leases run out, and what it still writes has an older fence.
      void stuck.worker.stop();
      const isOpen = async () =>
        (await other.store.readNextDue()) !== undefined;
      for (let tries = 0; (await isOpen()) && tries < 200; tries++) {
        await other.worker.work();
        await other.worker.idle();
        await sleep(20);
      }
      const rows = await Promise.all(
        ids.map(id => other.store.readEvaluation(id)),
      );
      expect(rows.map(row => row!.answer.decision)).toEqual(
        ids.map(() => 'allow'),
      );
      const outcomes = await other.store.readOutcomes(rows.map(row => row!));
      for (const id of ids) {
        expect(outcomes.get(id)!.map(one => [one.gate, one.outcome])).toEqual([
          ['one', 'pass'],
          ['three', 'pass'],
          ['two', 'pass'],
        ]);
      }
      const now = Date.now() + 1_000;
      const notices = await other.store.takeNotices({
        ...{ now, leaseMs: 1_000, limit: 100 },
      });
      expect(notices.map(({ id }) => id).sort()).toEqual(
        ids.map(id => `verdict-changed:${id}`).sort(),
      );
    });

    it('look at every gate once when both of them work', async () => {
      let looks = 0;
      const count = async () => {
        looks += 1;
        await sleep(5);
      };
      const first = await createReplica(database, count);
      const second = await createReplica(database, count, sharedBy(first));
      const replicas = [first, second];
      for (let n = 0; n < EVALUATIONS; n++) {
        await askEvaluation(
          {
            question: {
              ...{ entityRef: CHECKOUT, environment: 'production' },
              ...{ version: `1.${n}`, phase: 'pre-deploy', requestedBy: null },
            },
            who: 'ci',
          },
          replicas[0].options,
        );
      }
      await Promise.all(
        replicas.map(async ({ worker }) => {
          await worker.work();
          await worker.idle();
        }),
      );
      expect(await replicas[0].store.readNextDue()).toBeUndefined();
      expect(looks).toBe(EVALUATIONS * gates.length);
    });
  },
);

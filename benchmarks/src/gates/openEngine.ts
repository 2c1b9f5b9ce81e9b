import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { readQualityGatesConfig } from '@quality-gates/backstage-plugin-quality-gates-backend/src/config';
import {
  createGates,
  type GatesOptions,
} from '@quality-gates/backstage-plugin-quality-gates-backend/src/createGates';
import { createEnvironments } from '@quality-gates/backstage-plugin-quality-gates-backend/src/environments';
import {
  builtinGateKinds,
  createGateKindRegistry,
} from '@quality-gates/backstage-plugin-quality-gates-backend/src/gates';
import type { Store } from '@quality-gates/backstage-plugin-quality-gates-backend/src/store/types';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Database } from '../store/databases';
import { openStore } from '../store/spanStore';
import { policyOf, REPORTED, sourcesAt } from './policy';

const WAIT_MS = 120_000;

const refOf = (component: string) => `component:default/${component}`;

/** The engine of the product, on a database of a benchmark, as a portal wires it; without doors. */
export interface Engine {
  /** Asks whether a component may be deployed in a version; resolves to the id of what answers. */
  ask(component: string, version: string): Promise<string>;
  /** The decision, as soon as it is there. */
  decided(id: string): Promise<Evaluation>;
  /** Tells of the gates that are only reported, for a component and its versions. */
  report(component: string, versions: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Opens an {@link Engine} with a policy for each component, whose sources are at `url`. */
export async function openEngine(options: {
  readonly database: Database;
  readonly url: string;
  /** Gates by component. */
  readonly gates: Readonly<Record<string, readonly JsonObject[]>>;
  readonly timeoutSeconds?: number;
}): Promise<Engine> {
  const { database, url, gates, timeoutSeconds = 10 } = options;
  const rootConfig = new ConfigReader({
    qualityGates: {
      sources: sourcesAt(url, timeoutSeconds),
      policies: Object.entries(gates).map(([name, own]) =>
        policyOf(name, own, `${timeoutSeconds}s`),
      ),
    },
  });
  const store = await openStore(database);
  const config = readQualityGatesConfig(rootConfig);
  const { evaluations } = createGates({
    ...{ config, rootConfig, store, now: Date.now },
    environments: createEnvironments(config.environments),
    kinds: createGateKindRegistry(builtinGateKinds),
    logger: createLogger(),
    metrics: { createCounter: () => ({ add: () => {} }) },
    ...createCatalog(Object.keys(gates)),
    urlReader: {
      readUrl: async () => {
        throw new Error('No benchmark reads a repository');
      },
    },
  });
  const signal = new AbortController().signal;
  return {
    async ask(component, version) {
      const { evaluation } = await evaluations.ask({
        question: {
          ...{ entityRef: refOf(component), environment: 'production' },
          ...{ version, phase: 'pre-deploy', requestedBy: null },
        },
        who: 'bench',
      });
      return evaluation.id;
    },
    async decided(id) {
      const seen = await evaluations.read(id, { waitMs: WAIT_MS, signal });
      if (!seen?.decidedAt) throw new Error(`${id} is not decided`);
      return seen;
    },
    report: (component, versions) => report(store, component, versions),
    stop: () => evaluations.stop(),
  };
}

function createCatalog(
  components: readonly string[],
): Pick<GatesOptions, 'auth' | 'catalog'> {
  const entities = new Map(
    components.map((name): [string, Entity] => [
      refOf(name),
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name, namespace: 'default' },
        spec: { type: 'service', lifecycle: 'production', owner: 'team' },
      },
    ]),
  );
  return {
    auth: {
      getOwnServiceCredentials: async () => ({}),
    } as unknown as GatesOptions['auth'],
    catalog: {
      getEntityByRef: async (ref: string) => entities.get(ref),
    } as unknown as GatesOptions['catalog'],
  };
}

/** Says what went wrong, and nothing else. */
function createLogger(): LoggerService {
  const logger: LoggerService = {
    error: console.error,
    warn: console.warn,
    info: () => {},
    debug: () => {},
    child: () => logger,
  };
  return logger;
}

async function report(
  store: Store,
  component: string,
  versions: readonly string[],
) {
  const at = Date.now();
  await store.acceptDeliveries([
    {
      source: 'plain/bench',
      externalId: `${component} ${versions[0]}`,
      kind: 'gate-outcomes',
      sender: 'bench',
      headers: {},
      receivedAt: at,
      body: Buffer.from(component),
    },
  ]);
  const environment = 'production';
  const facts = versions.flatMap(version =>
    REPORTED.map(gate => {
      const id = `${gate}-${version}`;
      return {
        attribution: { entityRefs: [refOf(component)] },
        fact: {
          type: 'gate-report' as const,
          key: `${component}-${id}`,
          subject: {},
          channel: 'plain' as const,
          phase: 'terminal' as const,
          at,
          data: { id, gate, environment, version, outcome: 'pass' as const },
        },
      };
    }),
  );
  await store.processDeliveries(1, () => [{ state: 'stored', facts }]);
}

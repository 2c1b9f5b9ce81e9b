import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  createActorRoles,
  createUnmappedReader,
  type CatalogAttribution,
} from './attribution';
import type { QualityGatesConfig } from './config';
import {
  createDeliveryReader,
  createDoraReader,
  previousWindow,
  readWindow,
} from './dora';
import type { Gates } from './createGates';
import type { Environments } from './environments';
import { createGateReader, createVersionReader } from './gates';
import type { RunningIngest } from './ingest';
import {
  createFactorOf,
  createPipelineReader,
  createRunReader,
  createStageOf,
} from './pipelines';
import type { Readers } from './serve';
import { spansOfRun } from './sources/otel';
import type { Store } from './store/types';

/** What the readers join. */
export interface ReadersOptions {
  readonly store: Store;
  readonly environments: Environments;
  readonly attribution: CatalogAttribution;
  readonly catalog: CatalogService;
  readonly auth: AuthService;
  readonly gates: Gates;
  readonly ingest: Pick<RunningIngest, 'wake' | 'replay'>;
  readonly config: QualityGatesConfig;
  readonly now: () => number;
}

/** Everything that the serving routes read from or act on. Wiring only. */
export function createReaders(options: ReadersOptions): Readers {
  const { store, environments, attribution, gates, ingest, config, now } =
    options;
  const { traceUrlTemplate } = config;
  const stageOf = createStageOf(config.rules.stages);
  return {
    dora: createDoraReader({ store, environments, config, now }),
    history: createDeliveryReader({ store, environments, config }),
    runs: createRunReader({ store, spansOfRun, stageOf, traceUrlTemplate }),
    pipelines: createPipelines(options, stageOf),
    gates: createGateReader({ store, environments }),
    evaluations: gates.evaluations,
    versions: createVersionReader({
      ...{ store, environments },
      showAll: gates.evaluations.showAll,
      recall: gates.evaluations.recall,
    }),
    policies: gates.policyReader,
    unmapped: createUnmappedReader({ store, catalog: attribution }),
    deliveries: {
      listDeliveries: store.listDeliveries,
      async replayDelivery(id) {
        const found = await store.replayDelivery(id);
        if (found) ingest.wake();
        return found;
      },
      replayDeliveries: ingest.replay,
    },
    outbox: {
      listNotices: store.listNotices,
      retryNotice: id => store.retryNotice(id, now()),
    },
    facts: {
      readFirstFacts: store.readFirstFacts,
      async listEnvironments(ref) {
        const stored = await store.readEnvironments([ref]);
        return environments.list(stored.get(ref) ?? []);
      },
    },
    catalog: attribution,
    settings: {
      timezone: config.timezone,
      benchmarkYear: config.dora.benchmarkYear,
    },
  };
}

function createPipelines(
  { store, catalog, auth, config, now }: ReadersOptions,
  stageOf: ReturnType<typeof createStageOf>,
) {
  const { timezone, pipelines, platformTeams } = config;
  return createPipelineReader({
    store,
    timezone,
    thresholds: pipelines.thresholds,
    stageOf,
    factorOf: createFactorOf(pipelines.runnerMultipliers),
    readWindow,
    previousWindow,
    readActorRoles: createActorRoles({ catalog, auth, platformTeams }),
    now,
  });
}

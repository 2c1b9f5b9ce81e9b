import { createUnmappedReader, type CatalogAttribution } from './attribution';
import type { QualityGatesConfig } from './config';
import { createDeliveryReader, createDoraReader } from './dora';
import type { Environments } from './environments';
import { createGateReader } from './gates';
import type { RunningIngest } from './ingest';
import { createRunReader } from './pipelines';
import type { Readers } from './serve';
import { spansOfRun } from './sources/otel';
import type { Store } from './store/types';

/** What the readers join. */
export interface ReadersOptions {
  readonly store: Store;
  readonly environments: Environments;
  readonly attribution: CatalogAttribution;
  readonly ingest: Pick<RunningIngest, 'wake' | 'replay'>;
  readonly config: QualityGatesConfig;
  readonly now: () => number;
}

/** Everything that the serving routes read from or act on. Wiring only. */
export function createReaders(options: ReadersOptions): Readers {
  const { store, environments, attribution, ingest, config, now } = options;
  return {
    dora: createDoraReader({ store, environments, config, now }),
    history: createDeliveryReader({ store, environments, config }),
    runs: createRunReader({ store, spansOfRun }),
    gates: createGateReader({ store, environments }),
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

import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { EventsService } from '@backstage/plugin-events-node';
import type { Source } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { CatalogAttribution } from './attribution';
import type { QualityGatesConfig } from './config';
import type { Ingest } from './ingest';
import { createLostRequestSearch } from './createLostRequestSearch';
import { pollSources, subscribeEvents } from './receive';
import type { Store } from './store/types';
import type { Counters } from './telemetry';

/** What the pulls join. */
export interface PullsOptions {
  readonly config: QualityGatesConfig;
  readonly rootConfig: Config;
  readonly sources: readonly Source[];
  readonly scheduler: Pick<SchedulerService, 'scheduleTask'>;
  readonly events: Pick<EventsService, 'subscribe'>;
  readonly store: Store;
  readonly attribution: Pick<CatalogAttribution, 'repositoriesOf' | 'refresh'>;
  readonly ingest: Pick<Ingest, 'accept'>;
  readonly counters: Counters;
  readonly logger: LoggerService;
  readonly now: () => number;
}

/** A job prints before its span is exported, and some run for a day. */
const ORPHANS_MS = 2 * 86_400_000;

/** Everything that comes without a door of ours: polls, lost requests and events; and the sweep of what a door took in too early. */
export async function createPulls(options: PullsOptions): Promise<void> {
  const { store, attribution, scheduler, config, now } = options;
  await pollSources({
    ...options,
    states: store,
    listRepositories: attribution.repositoriesOf,
    listUnknownRanges: store.listUnknownRanges,
  });
  await createLostRequestSearch(options);
  await subscribeEvents(options);
  await scheduler.scheduleTask({
    id: 'quality-gates-sweep-log-excerpts',
    scope: 'global',
    frequency: { hours: 1 },
    timeout: { minutes: 10 },
    initialDelay: { minutes: 5 },
    fn: async () => {
      const all = now() - config.retention.traces;
      const orphans = now() - ORPHANS_MS;
      await store.sweepLogExcerpts({ orphans: Math.max(orphans, all), all });
    },
  });
}

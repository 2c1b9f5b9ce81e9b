import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { CatalogAttribution } from './attribution';
import type { QualityGatesConfig } from './config';
import type { Ingest } from './ingest';
import { runPoll, type PollStates } from './receive';
import { createLostRequestPoller, github } from './sources/github';
import type { Store } from './store/types';

/** What the search for lost requests joins. */
export interface LostRequestSearchOptions {
  readonly config: Pick<QualityGatesConfig, 'sources'>;
  readonly rootConfig: Config;
  readonly scheduler: Pick<SchedulerService, 'scheduleTask'>;
  readonly store: Pick<
    Store,
    'readReport' | 'listAskers' | 'readPollStates' | 'writePollState'
  >;
  readonly attribution: Pick<CatalogAttribution, 'repositoriesOf' | 'refresh'>;
  readonly ingest: Pick<Ingest, 'accept'>;
  readonly logger: LoggerService;
  readonly now: () => number;
}

type Repository = ReturnType<CatalogAttribution['repositoriesOf']>[number];
type LostRequestPoller = NonNullable<
  ReturnType<typeof createLostRequestPoller>
>;

/** Of a repository that asked; it may ask again. */
const ASKED_WITHIN_MS = 90 * 86_400_000;
/** GitHub allows an installation 5,000 an hour at least, which the catalog uses too. */
const REQUESTS = { asked: 200, others: 50 };

/**
 * Every five minutes one replica asks GitHub for runs that wait for our deployment protection rule and whose webhook did
 * not arrive: GitHub sends it once. First the repositories that have asked before, then the others of the catalog, the
 * one that waited longest first; nothing at all while nobody on the host has ever asked. What is found goes the way of
 * webhooks. Wiring only.
 */
export async function createLostRequestSearch(
  options: LostRequestSearchOptions,
): Promise<void> {
  const { config, rootConfig, scheduler, store } = options;
  const hosts = new Set<string>();
  for (const [source, { type }] of Object.entries(config.sources)) {
    if (type !== github.id) continue;
    const find = (repository: { host: string; path: string }) =>
      options.attribution
        .repositoriesOf(repository.host)
        .find(({ path }) => path === repository.path);
    const poller = createLostRequestPoller({
      config: rootConfig.getConfig(`qualityGates.sources.${source}`),
      rootConfig,
      async isKnown(repository, key) {
        const refs = find(repository)?.entityRefs ?? [];
        const known = await Promise.all(
          refs.map(ref => store.readReport(ref, 'deployment-request', key)),
        );
        return known.some(Boolean);
      },
    });
    if (!poller || hosts.has(poller.host)) continue;
    hosts.add(poller.host);
    await scheduler.scheduleTask({
      id: `quality-gates-find-lost-requests-${source}`,
      scope: 'global',
      frequency: { minutes: 5 },
      timeout: { minutes: 10 },
      initialDelay: { seconds: 20 },
      fn: signal => search(source, poller, options, signal),
    });
  }
}

async function search(
  source: string,
  poller: LostRequestPoller,
  options: LostRequestSearchOptions,
  signal: AbortSignal,
): Promise<void> {
  const tiers = await listTiers(poller.host, options);
  if (tiers.asked.length === 0) return;
  for (const tier of ['asked', 'others'] as const) {
    await runPoll(
      {
        ...options,
        ...{ source, poller, requestsPerRun: REQUESTS[tier] },
        states: statesOf(options.store, tier),
        logger: options.logger.child({ source, task: 'find-lost-requests' }),
        listRepositories: () => tiers[tier],
        listUnknownRanges: async () => [],
      },
      signal,
    );
  }
}

/** Repositories of a host that asked before, and those that did not. */
async function listTiers(
  host: string,
  { store, attribution, now }: LostRequestSearchOptions,
): Promise<Record<'asked' | 'others', readonly Repository[]>> {
  const askers = new Set(await store.listAskers(now() - ASKED_WITHIN_MS));
  // After a start the catalog may not have been read.
  if (askers.size > 0 && attribution.repositoriesOf(host).length === 0) {
    await attribution.refresh();
  }
  const all = attribution.repositoriesOf(host);
  const hasAsked = ({ entityRefs }: Repository) =>
    entityRefs.some(ref => askers.has(ref));
  return {
    asked: all.filter(hasAsked),
    others: all.filter(one => !hasAsked(one)),
  };
}

/** Beside those of the instance's own poll: no id of an instance has a slash. */
function statesOf(store: PollStates, tier: string): PollStates {
  const name = (source: string) => `${source}/lost-requests/${tier}`;
  return {
    readPollStates: source => store.readPollStates(name(source)),
    writePollState: (source, target, state) =>
      store.writePollState(name(source), target, state),
  };
}

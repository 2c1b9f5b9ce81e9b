import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type {
  PollIngress,
  Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { QualityGatesConfig } from '../config';
import { runPoll, type PollRunOptions } from './pollRun';

/** What {@link pollSources} needs. */
export interface PollSourcesOptions
  extends Pick<
    PollRunOptions,
    'states' | 'ingest' | 'listRepositories' | 'listUnknownRanges' | 'now'
  > {
  readonly config: QualityGatesConfig;
  readonly rootConfig: Config;
  readonly sources: readonly Source[];
  readonly scheduler: Pick<SchedulerService, 'scheduleTask'>;
  readonly logger: LoggerService;
}

/** After this the scheduler gives a run up, so that another replica may begin one. */
const RUN_TIMEOUT = { minutes: 30 };
/** Time for the catalog to be read, without which no repository is known. */
const INITIAL_DELAY = { seconds: 15 };

/**
 * Asks the systems that are configured with `poll`, each in a task of its own that one replica at a time runs. What they
 * answer goes the way of webhooks: delivery, normaliser, facts (docs/adr/002). Throws InputError naming the key of an
 * instance that cannot be polled.
 */
export async function pollSources(options: PollSourcesOptions): Promise<void> {
  const { config, rootConfig, sources, scheduler, logger } = options;
  for (const [source, { type, poll }] of Object.entries(config.sources)) {
    if (!poll) continue;
    const key = `qualityGates.sources.${source}`;
    const ingress = sources
      .find(({ id }) => id === type)
      ?.ingress.find((one): one is PollIngress => one.type === 'poll');
    if (!ingress) {
      throw new InputError(
        `Wrong configuration: ${key}.poll: sources of type ${type} are not polled, they send by themselves`,
      );
    }
    const section = rootConfig.getConfig(key);
    const poller = ingress.createPoller({ config: section, rootConfig });
    const run = {
      ...options,
      ...poll,
      source,
      poller,
      logger: logger.child({ source }),
    };
    await scheduler.scheduleTask({
      id: `quality-gates-poll-${source}`,
      scope: 'global',
      frequency: { milliseconds: poll.every },
      timeout: RUN_TIMEOUT,
      initialDelay: INITIAL_DELAY,
      fn: signal => runPoll(run, signal),
    });
  }
}

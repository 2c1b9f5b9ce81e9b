import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { QualityGatesConfig } from './config';
import type { EvaluationRetention, SweepPlace } from './store/types';

/** What forgetting is made of. */
export interface RetentionOptions {
  readonly config: Pick<QualityGatesConfig, 'retention'>;
  readonly logger: LoggerService;
  readonly now: () => number;
  readonly scheduler: Pick<SchedulerService, 'scheduleTask'>;
  readonly store: EvaluationRetention;
}

/** Rows of a transaction: a database inside the process holds it up meanwhile. */
const TOGETHER = 100;

/** Has one replica forget, once an hour, the verdicts and notices that are older than `retention.facts`. Wiring only. */
export async function createRetention(
  options: RetentionOptions,
): Promise<void> {
  const { config, logger, now, scheduler, store } = options;
  await scheduler.scheduleTask({
    id: 'quality-gates-forget-evaluations',
    scope: 'global',
    frequency: { hours: 1 },
    timeout: { minutes: 30 },
    initialDelay: { minutes: 10 },
    fn: async signal => {
      const forgotten = await forget(
        store,
        now() - config.retention.facts,
        signal,
      );
      if (Object.values(forgotten).some(count => count > 0)) {
        logger.info('Forgot what is older than retention.facts', forgotten);
      }
    },
  });
}

/** Answers first: they hold the evaluations they name. */
async function forget(
  store: EvaluationRetention,
  before: number,
  signal: AbortSignal,
) {
  const query = { before, limit: TOGETHER };
  const all = async (once: () => Promise<number>) => {
    let sum = 0;
    for (let last = TOGETHER; last === TOGETHER && !signal.aborted; ) {
      last = await once();
      sum += last;
      await nextTurn();
    }
    return sum;
  };
  const answers = await all(() => store.forgetAnswers(query));
  const notices = await all(() => store.forgetNotices(query));
  let evaluations = 0;
  let after: SweepPlace | undefined;
  do {
    if (signal.aborted) break;
    const swept = await store.forgetEvaluations({ ...query, after });
    evaluations += swept.forgotten;
    after = swept.next;
    await nextTurn();
  } while (after);
  return { answers, notices, evaluations };
}

import { isError } from '@backstage/errors';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { NoticeRequest } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Answer } from './Answers';
import {
  answerRequest,
  endElsewhere,
  type AnswerOptions,
} from './answerRequest';

/** What reconciling needs beside answering. */
export interface ReconcileOptions extends AnswerOptions {
  /** The newest of its chain. */
  readonly readEvaluation: (id: string) => Promise<Evaluation | undefined>;
  readonly readRequest: (
    entityRef: string,
    key: string,
  ) => Promise<NoticeRequest | undefined>;
  readonly logger: { warn(message: string): void };
}

/** GitHub gives a job up that waited for so long. */
const LONGEST_WAIT_MS = 30 * 86_400_000;
/** What GitHub refuses for so long, it will refuse: the rule or the permission is not ours. */
const FAILED_TRIED_MS = 86_400_000;
const MOST_AT_ONCE = 100;

/**
 * Asks GitHub about every request that we have not answered: GitHub does not say when somebody bypassed the rule or the
 * run was cancelled, and an answer may have been lost while one of us was away. What waits no more is kept with who
 * decided it; what still waits is told again. One request that cannot be asked about does not keep the others.
 */
export async function reconcile(
  options: ReconcileOptions,
  signal: AbortSignal,
): Promise<void> {
  const { answers, now, logger } = options;
  const open = await answers.takeOpenAnswers({
    now: now(),
    since: now() - LONGEST_WAIT_MS,
    failedSince: now() - FAILED_TRIED_MS,
    limit: MOST_AT_ONCE,
  });
  for (const one of open) {
    if (signal.aborted) return;
    try {
      await reconcileOne(one, options, signal);
    } catch (error) {
      const why = isError(error) ? error.message : String(error);
      // One that failed before is tried again in silence: it was told of then.
      if (one.state !== 'failed') {
        logger.warn(`Could not reconcile ${one.requestKey}: ${why}`);
      }
      // What keeps GitHub from answering now keeps it from answering about the next.
      if (isError(error) && error.name === 'ServiceUnavailableError') return;
    }
  }
}

async function reconcileOne(
  one: Answer,
  options: ReconcileOptions,
  signal: AbortSignal,
): Promise<void> {
  const { entityRef, requestKey, evaluationId, state, verdict } = one;
  const key = { entityRef, requestKey };
  const [request, evaluation] = await Promise.all([
    options.readRequest(entityRef, requestKey),
    options.readEvaluation(evaluationId),
  ]);
  if (!request) return;
  const run = await options.openRun(request, signal);
  if (await run.isPending()) {
    if (evaluation) {
      await answerRequest(evaluation, request, { ...options, signal });
    }
    return;
  }
  // Ours was on its way when nobody was left to see it arrive.
  if (state === 'answering' && verdict !== null) {
    await options.answers.endAnswer(key, { state: verdict });
    return;
  }
  await endElsewhere(run, { key, evaluation: { id: evaluationId } }, options);
}

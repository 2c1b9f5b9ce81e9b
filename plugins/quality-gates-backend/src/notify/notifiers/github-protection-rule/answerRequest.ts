import {
  InputError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { NoticeRequest } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { AnsweredElsewhere, AnswerKey, Answers } from './Answers';
import { statusReport } from './statusReport';
import type { OpenRun, OpenRunOf } from './WaitingRuns';

/** What answering needs. */
export interface AnswerOptions {
  readonly answers: Answers;
  readonly openRun: OpenRunOf;
  /** Keeps what somebody else decided, where people see it; called once a request, twice after a crash. */
  readonly onAnsweredElsewhere: (answer: AnsweredElsewhere) => Promise<void>;
  readonly now: () => number;
}

/** How many status reports GitHub takes for a deployment. */
const MOST_REPORTS = 10;

/**
 * Tells GitHub what an evaluation says of a request: a status report while it is open, the answer once it is decided.
 *
 * GitHub takes one answer a run, and a rejection cannot be taken back: only a decided `deny` rejects, and only a decided
 * verdict that is still valid approves; `wait` and `manual` are reports. The intent is kept before the answer leaves,
 * so whoever goes on after a crash asks first whether the run still waits.
 */
export async function answerRequest(
  evaluation: Evaluation,
  request: NoticeRequest,
  options: AnswerOptions & { readonly signal: AbortSignal },
): Promise<void> {
  const { answers, now } = options;
  const { entityRef, id: evaluationId } = evaluation;
  const key = { entityRef, requestKey: request.key };
  const before = await answers.openAnswer({ ...key, evaluationId, now: now() });
  if (['approved', 'rejected', 'ended'].includes(before.state)) return;
  try {
    const verdict = verdictOf(evaluation, now());
    const run = await options.openRun(request, options.signal);
    if (verdict === undefined) {
      await report(run, { key, evaluation, last: before.lastReport }, answers);
      return;
    }
    const inDoubt = before.state === 'answering' ? before.verdict : null;
    await answer(run, { key, evaluation, verdict, inDoubt }, options);
  } catch (error) {
    if (isFinal(error)) {
      await answers.endAnswer(key, { state: 'failed', note: error.message });
    }
    throw error;
  }
}

/** Undefined while there is none. Throws InputError for one that must not be used any more. */
function verdictOf(evaluation: Evaluation, now: number) {
  const { decision, decidedAt, expiresAt, invalidated } = evaluation;
  if (decidedAt === null || decision === 'wait' || decision === 'manual') {
    return undefined;
  }
  if (decision === 'deny') return 'rejected';
  if (invalidated || (expiresAt !== null && Date.parse(expiresAt) <= now)) {
    throw new InputError(
      `The verdict of evaluation ${evaluation.id} is not valid any more: ask again`,
    );
  }
  return 'approved';
}

async function report(
  run: OpenRun,
  about: { key: AnswerKey; evaluation: Evaluation; last: string | null },
  answers: Answers,
): Promise<void> {
  const { key, last } = about;
  const text = statusReport(about.evaluation);
  if (text === last || !(await answers.takeReport(key, MOST_REPORTS))) return;
  try {
    await run.post(text);
  } catch (error) {
    // Without an answer it may have arrived, and counts.
    if (isAnswered(error)) await answers.settleReport(key);
    throw error;
  }
  await answers.settleReport(key, text);
}

interface Deciding {
  readonly key: AnswerKey;
  readonly evaluation: Evaluation;
  readonly verdict: 'approved' | 'rejected';
  /** An answer of before, of which nobody knows whether it arrived. */
  readonly inDoubt: 'approved' | 'rejected' | null;
}

async function answer(
  run: OpenRun,
  deciding: Deciding,
  options: AnswerOptions,
): Promise<void> {
  const { key, verdict, inDoubt } = deciding;
  const { answers } = options;
  if (inDoubt !== null && !(await run.isPending())) {
    await answers.endAnswer(key, { state: inDoubt });
    return;
  }
  const from = inDoubt === null ? 'open' : 'answering';
  if (!(await answers.beginAnswer(key, { verdict, from }))) {
    throw new ServiceUnavailableError(
      `${key.requestKey} is being answered at this moment`,
    );
  }
  try {
    await run.post(statusReport(deciding.evaluation), verdict);
  } catch (error) {
    if (!isFinal(error) || (await stillWaits(run))) throw error;
    // It waits no more: our own answer arrived before, or somebody else gave one.
    if (inDoubt !== null) await answers.endAnswer(key, { state: inDoubt });
    else await endElsewhere(run, deciding, options);
    return;
  }
  await answers.endAnswer(key, { state: verdict });
}

/** Also when GitHub does not say: then the refusal stands, and is seen. */
async function stillWaits(run: OpenRun): Promise<boolean> {
  try {
    return await run.isPending();
  } catch {
    return true;
  }
}

/** Keeps who answered instead of us. */
export async function endElsewhere(
  run: OpenRun,
  about: {
    readonly key: AnswerKey;
    readonly evaluation: Pick<Evaluation, 'id'>;
  },
  { answers, onAnsweredElsewhere, now }: AnswerOptions,
): Promise<void> {
  const review = await run.lastReview();
  const state = review?.state ?? '';
  const how =
    state === 'approved' || state === 'rejected' ? state : ('gone' as const);
  const by = how === 'gone' ? null : review?.by ?? null;
  await onAnsweredElsewhere({
    ...about.key,
    evaluationId: about.evaluation.id,
    environment: run.environment,
    how,
    by,
    comment: how === 'gone' ? null : review?.comment ?? null,
    at: now(),
  });
  const note = how === 'gone' ? 'it waits no more' : `${how} by ${by}`;
  await answers.endAnswer(about.key, { state: 'ended', note });
}

function isFinal(error: unknown): error is Error {
  const names = ['InputError', 'NotAllowedError', 'NotFoundError'];
  return isError(error) && names.includes(error.name);
}

/** GitHub said that it did not take it. */
function isAnswered(error: unknown): boolean {
  return isFinal(error) || (isError(error) && 'trouble' in error);
}

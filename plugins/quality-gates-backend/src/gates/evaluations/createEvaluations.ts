import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { EvaluationRow } from '../../store/types';
import { askEvaluation, type Asked } from './askEvaluation';
import { canIDeploy, type RecordedQuestion } from './canIDeploy';
import { createChanges, type Person } from './changeEvaluation';
import { createEvaluationWorker } from './createEvaluationWorker';
import type { EvaluationOptions } from './options';
import { createEvaluationReader } from './readEvaluations';
import { recallVerdicts, type RecalledPlace } from './recallVerdicts';

/** How often those who wait look whether another replica has moved what they wait for. */
const POLL_MS = 1_000;

/** Work that is woken, goes on while there is more, and is looked for now and then besides. */
export interface EvaluationLoop {
  wake(): void;
  stop(): Promise<void>;
}

/** The evaluations of this installation, as they are asked for and read, with the worker behind them. */
export function createEvaluations(
  options: EvaluationOptions & {
    readonly startLoop: (work: () => Promise<boolean>) => EvaluationLoop;
    /** Told of each evaluation that was decided here, without the history of its gates, and of what was asked. */
    readonly onDecision?: (
      evaluation: Evaluation,
      question: EvaluationRow['question'],
    ) => Promise<void>;
  },
) {
  const { store, startLoop } = options;
  const reader = createEvaluationReader(options);
  const changes = createChanges({ ...options, reader });
  const listeners: (() => void)[] = [];
  let moved = new AbortController();
  const tell = async (id: string) => {
    const row = await store.readEvaluation(id);
    if (!row || !options.onDecision) return;
    const [told] = await reader.showAll([row], { records: false });
    await options.onDecision(told, row.question);
  };
  const worker = createEvaluationWorker({
    ...options,
    onDecided: id =>
      tell(id).catch(error =>
        options.logger.warn(`Could not tell that ${id} is decided`, error),
      ),
    onRound: () => {
      const before = moved;
      moved = new AbortController();
      before.abort();
      for (const listener of listeners) listener();
    },
  });
  const loop = startLoop(worker.work);

  /** Resolves when any evaluation moved here, after a second, or when the caller is gone. */
  const turn = async (signal: AbortSignal) => {
    const either = AbortSignal.any([signal, moved.signal]);
    await sleep(POLL_MS, undefined, { signal: either }).catch(() => {});
  };

  return {
    wake: () => loop.wake(),
    /** Has a listener told whenever a round on an evaluation is over here. */
    onMoved: (listener: () => void) => void listeners.push(listener),
    /** The newest of the evaluations that superseded one another; undefined when there is none with the id. */
    async readNewest(id: string): Promise<Evaluation | undefined> {
      const row = await reader.readNewest(id);
      return row && reader.show(row);
    },
    async stop() {
      await loop.stop();
      await worker.stop();
    },
    showAll: reader.showAll,
    list: (query: Parameters<typeof reader.list>[0]) => reader.list(query),
    /** The entity an evaluation is about; undefined when there is none with the id. */
    async entityOf(id: string): Promise<string | undefined> {
      return (await store.readEvaluation(id))?.question.entityRef;
    },
    /** What an evaluation is about, and where. Throws NotFoundError. */
    async placeOf(id: string) {
      const row = await store.readEvaluation(id);
      if (!row) throw new NotFoundError(`There is no evaluation ${id}`);
      const { entityRef, environment } = row.question;
      return { entityRef, environment };
    },
    canIDeploy: (asked: RecordedQuestion) => canIDeploy(asked, options),
    recall: (place: RecalledPlace) => recallVerdicts(place, options),
    /** Asks; the answer may be out already. Throws ConflictError when the key was used for another question. */
    async ask(asked: Asked) {
      const { id, created, sameQuestion } = await askEvaluation(asked, options);
      if (!sameQuestion) {
        throw new ConflictError(
          'This Idempotency-Key was used for another question that is valid still',
        );
      }
      loop.wake();
      const row = await store.readEvaluation(id);
      return { evaluation: await reader.show(row!), created };
    },
    /** What somebody does about an evaluation; the evaluation that holds then. Throws as {@link createChanges}. */
    async change<K extends keyof typeof changes>(
      what: K,
      id: string,
      person: Person,
      body: Parameters<(typeof changes)[K]>[2],
    ): Promise<Evaluation> {
      const make = changes[what] as (
        id: string,
        person: Person,
        body: Parameters<(typeof changes)[K]>[2],
      ) => Promise<string>;
      const current = await make(id, person, body);
      loop.wake();
      return reader.show((await store.readEvaluation(current))!);
    },
    /**
     * The newest answer to a question; waits for the decision at most `waitMs`, polling: no connection is held
     * meanwhile. Undefined when there is no evaluation with the id.
     */
    async read(
      id: string,
      { waitMs, signal }: { waitMs: number; signal: AbortSignal },
    ): Promise<Evaluation | undefined> {
      const until = options.now() + waitMs;
      for (;;) {
        const row = await (waitMs > 0
          ? reader.readNewest(id)
          : store.readEvaluation(id));
        if (!row) return undefined;
        const over = options.now() >= until || signal.aborted;
        if (over || isAnswered(row)) return reader.show(row);
        await turn(signal);
      }
    },
  };
}

/** Whether waiting longer brings nothing: decided, a person is needed, or the glass is broken. */
function isAnswered({ decidedAt, answer }: EvaluationRow): boolean {
  const { decision } = answer;
  return (
    decidedAt !== null || ['manual', 'allow-break-glass'].includes(decision)
  );
}

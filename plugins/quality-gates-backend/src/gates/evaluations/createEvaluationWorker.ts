/**
 * The replica's share of the open evaluations: claims those that are due, works on each under a lease that is renewed
 * while it works, and asks on behalf of deployments that want to be verified.
 */
import { randomUUID } from 'node:crypto';
import { isError } from '@backstage/errors';
import type { ClaimedEvaluation } from '../../store/types';
import { evaluateRound } from './evaluateRound';
import type { EvaluationOptions } from './options';
import { askForTriggers } from './askForTriggers';

/** How long a claim holds without being renewed: as long as evaluations stand still after a replica was killed. */
const LEASE_MS = 15_000;
/** Evaluations that one replica works on at a time: they mostly wait for others. What they hold: `bench gates`. */
const MOST_AT_ONCE = 200;
/** Evaluations claimed in one transaction: reading them holds up a process whose database is inside it. */
const CLAIMED_TOGETHER = 20;

/** One replica's worker. */
export interface EvaluationWorker {
  /** Claims what is due and begins work on it; true when there may be more. Throws when the store is away. */
  work(): Promise<boolean>;
  /** Resolves when a round that was begun is over. */
  idle(): Promise<void>;
  /** Calls off what is under way; its leases run out and another replica goes on. */
  stop(): Promise<void>;
}

/** Makes the worker. `onRound` is told of each evaluation that a round is over for. */
export function createEvaluationWorker(
  options: EvaluationOptions & {
    readonly onRound: (evaluationId: string) => void;
    readonly leaseMs?: number;
  },
): EvaluationWorker {
  const { store, now, logger, onRound, leaseMs = LEASE_MS } = options;
  const owner = randomUUID();
  const stopped = new AbortController();
  const rounds = new Set<Promise<void>>();

  const work = async (claim: ClaimedEvaluation) => {
    const lost = new AbortController();
    const { id } = claim.row;
    const renewing = setInterval(() => {
      store
        .renewLease({ id, fence: claim.fence, until: now() + leaseMs })
        .then(held => !held && lost.abort())
        .catch(() => {});
    }, leaseMs / 3).unref();
    try {
      const signal = AbortSignal.any([lost.signal, stopped.signal]);
      await evaluateRound(claim, options, signal);
    } catch (error) {
      // The lease runs out, and whoever claims it next tries again.
      logger.warn(
        `Could not work on evaluation ${id}, trying again`,
        isError(error) ? error : new Error(String(error)),
      );
    } finally {
      clearInterval(renewing);
      onRound(id);
    }
  };

  return {
    async work() {
      const asked = await askForTriggers(options);
      const limit = Math.min(MOST_AT_ONCE - rounds.size, CLAIMED_TOGETHER);
      if (limit <= 0 || stopped.signal.aborted) return false;
      const claims = await store.claimEvaluations({
        ...{ owner, now: now(), leaseMs, limit },
      });
      for (const claim of claims) {
        const round = work(claim).finally(() => rounds.delete(round));
        rounds.add(round);
      }
      return asked || claims.length === limit;
    },
    async idle() {
      await Promise.all(rounds);
    },
    async stop() {
      stopped.abort();
      await Promise.all(rounds);
    },
  };
}

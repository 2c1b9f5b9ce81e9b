/**
 * The part of the store's contract that is about verdicts, in prose and types.
 *
 * An evaluation is asked for once, grows while it is open, and never changes once decided. What people do afterwards
 * (approvals, waivers, re-runs) makes a successor; the row it replaces only learns the successor's id. The evaluations
 * of one question form a chain that shares its approvals.
 *
 * Replicas share the work. `claimEvaluations` leases open evaluations that are due to one owner; every claim has a
 * fence one higher than the one before. Whoever writes names its fence: with an older one, or after the decision,
 * nothing is written and the call answers false. An owner that dies leaves a lease that runs out.
 *
 * A wake-up is never lost: it raises `wakeSeq`, and saving a round that began before it leaves the evaluation due.
 *
 * What leaves Quality Gates because of a verdict is given to `saveRound` and is kept in the same transaction. A notice
 * has its id from its content: told twice it is one. It leaves at least once.
 */
import type {
  Millis,
  TaskData,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type {
  EvaluationAct,
  EvaluationListQuery,
  EvaluationRow,
  GateOutcomeRow,
} from './evaluationTypes';
import type {
  ClaimedEvaluation,
  EvaluationRound,
  EvaluationTrigger,
  NewEvaluation,
} from './evaluationWorkTypes';
import type { GateRecordStore } from './gateRecordTypes';
import type { NewNotice, NoticeRow } from './outgoingTypes';
import type { IncidentRow, RowPage } from './rowTypes';

/** How far a sweep through the decided evaluations has come. */
export interface SweepPlace {
  readonly decidedAt: Millis;
  readonly id: string;
}

/** Deletes what is too old; each call is one transaction. */
export interface EvaluationRetention {
  /**
   * Looks at up to `limit` evaluations decided before `before`, the oldest after `after` first, and deletes those that
   * nothing needs, with their outcomes and what was done about them. Never open or valid ones, nor one whose chain has
   * such a one; the newest decided one of an entity, environment, version and phase; or one that an answer to a
   * deployment request names. `next` is missing at the end.
   */
  forgetEvaluations(query: {
    readonly before: Millis;
    readonly after?: SweepPlace;
    readonly limit: number;
  }): Promise<{ readonly forgotten: number; readonly next?: SweepPlace }>;
  /** Deletes up to `limit` notices of before `before` that are sent or have failed; the number. */
  forgetNotices(query: {
    readonly before: Millis;
    readonly limit: number;
  }): Promise<number>;
  /** Deletes up to `limit` answers to requests of before `before` that are given; the number. */
  forgetAnswers(query: {
    readonly before: Millis;
    readonly limit: number;
  }): Promise<number>;
}

/** Reads and writes of evaluations. */
export interface EvaluationStore extends EvaluationRetention, GateRecordStore {
  /**
   * Keeps a new evaluation, or answers with the one that its key names already: undecided, or decided and valid still.
   * `question` tells whether that one was asked the same. A successor is linked to the one it supersedes; when that
   * one was superseded in the meantime, its newest successor is the answer.
   */
  createEvaluation(
    evaluation: NewEvaluation,
  ): Promise<{ id: string; created: boolean; sameQuestion: boolean }>;
  readEvaluation(id: string): Promise<EvaluationRow | undefined>;
  /** The newest of those that superseded one another, from this one on; undefined when there is none with the id. */
  readNewestOf(id: string): Promise<EvaluationRow | undefined>;
  /** One row an evaluation, in no order. At most 200 ids. */
  readOutcomes(
    evaluations: readonly Pick<
      EvaluationRow,
      'id' | 'question' | 'createdAt'
    >[],
  ): Promise<ReadonlyMap<string, readonly GateOutcomeRow[]>>;
  /** No what-ifs. */
  listEvaluations(query: EvaluationListQuery): Promise<RowPage<EvaluationRow>>;
  /** The newest of each environment and phase of an entity; no what-ifs. */
  readNewestEvaluations(entityRef: string): Promise<readonly EvaluationRow[]>;

  /** Leases up to `limit` open evaluations that are due and that nobody holds. */
  claimEvaluations(query: {
    readonly owner: string;
    readonly now: Millis;
    readonly leaseMs: number;
    readonly limit: number;
  }): Promise<readonly ClaimedEvaluation[]>;
  /** False when the lease was lost. */
  renewLease(claim: {
    readonly id: string;
    readonly fence: number;
    readonly until: Millis;
  }): Promise<boolean>;
  /** False when the lease was lost or it is decided: then nothing was written. */
  saveRound(round: EvaluationRound): Promise<boolean>;
  /** When the next open evaluation is due; undefined when none is open. */
  readNextDue(): Promise<Millis | undefined>;

  /**
   * Keeps what somebody did, and what is to leave because of it. With `wake`, the evaluation is made due; false when it
   * is not open any more: then nothing was written.
   */
  addActs(
    acts: readonly EvaluationAct[],
    rest: {
      readonly wake?: { readonly evaluationId: string; readonly now: Millis };
      readonly notices?: readonly NewNotice[];
    },
  ): Promise<boolean>;
  /** Acts of the chain, and waivers and broken glasses that hold in the environment at `now`; oldest first. */
  readActs(query: {
    readonly entityRef: string;
    readonly environment: string;
    readonly chainId: string;
    readonly version: string;
    readonly now: Millis;
  }): Promise<readonly EvaluationAct[]>;
  /**
   * As `readActs`, of several evaluations in one question, at most 500 each: of each the acts of its chain, and the
   * waivers and broken glasses that held when it was decided, or hold at `now`. By evaluation id.
   */
  readActsOf(
    evaluations: readonly EvaluationRow[],
    now: Millis,
  ): Promise<ReadonlyMap<string, readonly EvaluationAct[]>>;
  /** The second person of a waiver. False when it has one already. */
  confirmWaiver(act: EvaluationAct, by: string): Promise<boolean>;
  /** Marks an evaluation as not to be used any more; the first mark stays. */
  invalidateEvaluation(
    id: string,
    mark: NonNullable<EvaluationRow['invalidated']>,
    act: EvaluationAct,
  ): Promise<void>;

  /** Facts that wait for an evaluation of themselves; they are not given out again for `leaseMs`. */
  takeTriggers(query: {
    readonly now: Millis;
    readonly leaseMs: number;
    readonly limit: number;
  }): Promise<readonly EvaluationTrigger[]>;
  finishTriggers(triggers: readonly EvaluationTrigger[]): Promise<void>;

  /** Notices that are due, given out for `leaseMs`; each counts as one more attempt. Oldest first. */
  takeNotices(query: {
    readonly now: Millis;
    readonly leaseMs: number;
    readonly limit: number;
  }): Promise<readonly NoticeRow[]>;
  /** Sent, or to be tried again at `nextAt`; without one it has failed for good. */
  settleNotice(
    id: string,
    result: { readonly error?: string; readonly nextAt?: Millis },
  ): Promise<void>;

  /** Logins of the people behind a version: authors of what it would bring, and who started its runs. */
  readInvolved(query: {
    readonly entityRef: string;
    readonly environment: string;
    readonly commit?: string;
  }): Promise<readonly string[]>;
  /** Not resolved, newest first. */
  readOpenIncidents(
    entityRef: string,
    limit: number,
  ): Promise<readonly IncidentRow[]>;
  /** Ids of the sources that the newest 500 incidents came through, sorted. */
  readIncidentSources(entityRef: string): Promise<readonly string[]>;
  /** Tasks of the newest attempt of each run of a commit. */
  readTasksOfCommit(query: {
    readonly entityRef: string;
    readonly commit: string;
    readonly pipeline?: string;
    readonly limit: number;
  }): Promise<readonly (TaskData & { readonly pipeline?: string })[]>;
}

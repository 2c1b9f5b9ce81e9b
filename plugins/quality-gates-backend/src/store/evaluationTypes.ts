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
  Decision,
  EvaluationReason,
  GateMode,
  GatePhase,
  Limits,
  Outcome,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  Measurement,
  Millis,
  TaskData,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { IncidentRow, RowPage } from './rowTypes';

/** What was asked, and by whom. The environment is canonical. */
export interface EvaluationQuestion {
  readonly entityRef: string;
  readonly environment: string;
  readonly version: string;
  readonly commit?: string;
  readonly digest?: string;
  readonly phase: GatePhase;
  readonly changeType?: string;
  readonly ticket?: string;
  readonly runUrl?: string;
  readonly requestedBy: {
    readonly user: string | null;
    readonly login: string | null;
    readonly token: string | null;
  } | null;
  /** Refs and logins that may not approve, in lower case. */
  readonly involved: readonly string[];
  /** Key of the fact that asked by itself. */
  readonly trigger?: string;
}

/** The policy as it held when the question was asked. */
export interface FrozenPolicy {
  readonly name: string;
  readonly digest: string;
  /** A policy's `spec` with everything written out; only the gates of the phase. */
  readonly spec: unknown;
  readonly origins: Readonly<Record<string, unknown>>;
  readonly given: Readonly<Record<string, unknown>>;
}

/** What an evaluation answers at the moment. */
export interface EvaluationAnswer {
  readonly decision: Decision;
  readonly enforced: boolean;
  readonly failedOpen: boolean;
  readonly wouldHave?: Decision;
  readonly reasons: readonly EvaluationReason[];
  readonly waitingFor: readonly {
    readonly gate: string;
    readonly who?: readonly string[];
    readonly until?: Millis;
  }[];
}

/** One evaluation. */
export interface EvaluationRow {
  readonly id: string;
  readonly question: EvaluationQuestion;
  /** Null = no policy applied. */
  readonly policy: FrozenPolicy | null;
  readonly dryRun: boolean;
  /** Id of the first of the chain. */
  readonly chainId: string;
  readonly chainCreatedAt: Millis;
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
  readonly createdAt: Millis;
  readonly deadlineAt: Millis;
  readonly answer: EvaluationAnswer;
  readonly decidedAt: Millis | null;
  readonly expiresAt: Millis | null;
  readonly invalidated: {
    readonly at: Millis;
    readonly by: string;
    readonly reason: string;
  } | null;
  /** When it is looked at next; null once decided. */
  readonly nextAt: Millis | null;
}

/** What a gate said in one evaluation, and how it came to that. */
export interface GateOutcomeRow {
  readonly gate: string;
  readonly kind: string;
  readonly mode: GateMode;
  readonly outcome: Outcome;
  readonly reason: { readonly code: string; readonly message: string };
  readonly value: number | null;
  readonly limits: Limits | null;
  readonly unit: string | null;
  readonly samples: number | null;
  readonly summary: string | null;
  readonly evidenceUrl: string | null;
  readonly resolvedQuery: string | null;
  readonly runbook: string | null;
  readonly reportedBy: string | null;
  readonly window: { readonly from: Millis; readonly to: Millis } | null;
  readonly pending: {
    readonly who?: readonly string[];
    readonly until?: Millis;
  } | null;
  /** When it was last looked at; null = never. */
  readonly measuredAt: Millis | null;
  readonly durationMs: number | null;
  /** No further look is needed. */
  readonly done: boolean;
  /** When it is looked at next; null = with the next fact only, or never. */
  readonly nextAt: Millis | null;
  /** Looks in a row that were not possible. */
  readonly attempts: number;
  /** What was seen, oldest first; the last one alone without sampling. */
  readonly measurements: readonly {
    readonly at: Millis;
    readonly outcome: Outcome;
    readonly measurement: Measurement;
    /** Of the other gates' outcomes when it was seen. */
    readonly evidenceDigest?: string;
  }[];
}

/** What somebody did about an evaluation. */
export interface EvaluationAct {
  readonly id: string;
  readonly entityRef: string;
  readonly chainId: string;
  readonly evaluationId: string;
  readonly environment: string;
  /** Null = whatever version. */
  readonly version: string | null;
  readonly type:
    | 'asked'
    | 'approval'
    | 'waiver'
    | 'waiver-confirmed'
    | 'break-glass'
    | 'invalidation'
    | 'rerun'
    | 'claim';
  readonly gate: string | null;
  readonly who: string;
  readonly at: Millis;
  readonly until: Millis | null;
  readonly detail: {
    readonly reason?: string;
    readonly ticket?: string;
    readonly decision?: 'approve' | 'reject';
    readonly groups?: readonly string[];
    /** The second person of a waiver; null while one is needed and missing. */
    readonly confirmedBy?: string | null;
    /** Of what the other gates had seen by then: see evidenceDigest. */
    readonly evidenceDigest?: string;
  };
}

/** Something that leaves Quality Gates. */
export interface NewNotice {
  /** Of its content: the same thing told twice is one. */
  readonly id: string;
  readonly kind: string;
  readonly entityRef: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A notice on its way out. */
export interface NoticeRow extends NewNotice {
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly attempts: number;
  readonly createdAt: Millis;
  readonly lastError: string | null;
}

/** An evaluation to keep, with everything that begins with it. */
export interface NewEvaluation {
  readonly row: EvaluationRow;
  readonly outcomes: readonly GateOutcomeRow[];
  readonly acts: readonly EvaluationAct[];
  readonly notices: readonly NewNotice[];
  /** Asked again under the same key, a valid one answers. Absent = a successor. */
  readonly key?: { readonly text: string; readonly question: string };
}

/** An open evaluation that one owner works on. */
export interface ClaimedEvaluation {
  readonly row: EvaluationRow;
  readonly outcomes: readonly GateOutcomeRow[];
  /** Waivers and broken glasses that hold here, and all acts of the chain, oldest first. */
  readonly acts: readonly EvaluationAct[];
  /** Something happened since it was last looked at. */
  readonly woken: boolean;
  readonly wakeSeq: number;
  readonly fence: number;
}

/** What a round of work found out. */
export interface EvaluationRound {
  readonly id: string;
  readonly entityRef: string;
  readonly fence: number;
  readonly outcomes: readonly GateOutcomeRow[];
  readonly answer: EvaluationAnswer;
  /** Set = the decision, which is final. */
  readonly decided?: { readonly at: Millis; readonly expiresAt: Millis };
  /** Set = the round is over: the lease ends, and the evaluation is due again then. */
  readonly release?: { readonly nextAt: Millis; readonly seenSeq: number };
  readonly notices: readonly NewNotice[];
}

/** A fact that asks for an evaluation of itself. */
export interface EvaluationTrigger {
  readonly entityRef: string;
  readonly key: string;
  readonly factType: 'deployment' | 'deployment-request';
  readonly factKey: string;
  readonly environment: string;
}

/** An outcome of a gate: measured in a decided evaluation, or reported. */
export interface GateHistoryRow {
  /** Of the evaluation, or the sender's. */
  readonly id: string;
  /** Null = reported. */
  readonly evaluationId: string | null;
  readonly gate: string;
  readonly environment: string;
  readonly version: string | null;
  readonly commit: string | null;
  readonly deploymentId: string | null;
  readonly phase: string | null;
  readonly outcome: Outcome;
  readonly mode: GateMode | null;
  readonly value: number | null;
  readonly limit: number | null;
  readonly unit: string | null;
  readonly summary: string | null;
  readonly evidenceUrl: string | null;
  readonly runUrl: string | null;
  readonly reportedBy: string | null;
  readonly at: Millis;
}

/** Which evaluations. */
export interface EvaluationListQuery {
  readonly entityRef: string;
  readonly environments?: readonly string[];
  readonly version?: string;
  readonly phase?: GatePhase;
  readonly limit: number;
  readonly cursor?: string;
}

/** Reads and writes of evaluations. */
export interface EvaluationStore {
  /**
   * Keeps a new evaluation, or answers with the one that its key names already: undecided, or decided and valid still.
   * `question` tells whether that one was asked the same. A successor is linked to the one it supersedes; when that
   * one was superseded in the meantime, its newest successor is the answer.
   */
  createEvaluation(
    evaluation: NewEvaluation,
  ): Promise<{ id: string; created: boolean; sameQuestion: boolean }>;
  readEvaluation(id: string): Promise<EvaluationRow | undefined>;
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
  /** The second person of a waiver. False when it has one already. */
  confirmWaiver(act: EvaluationAct, by: string): Promise<boolean>;
  /** Marks an evaluation as not to be used any more; the first mark stays. */
  invalidateEvaluation(
    id: string,
    mark: NonNullable<EvaluationRow['invalidated']>,
    act: EvaluationAct,
  ): Promise<void>;

  /** How the newest 30 outcomes of some gates of an entity in an environment ended; no what-ifs. */
  countOutcomes(query: {
    readonly entityRef: string;
    readonly environment: string;
    readonly gates: readonly string[];
  }): Promise<
    ReadonlyMap<string, { readonly failed: number; readonly of: number }>
  >;
  /** The newest `perGate` outcomes of each gate, of the 200 gates heard of last. Newest first. */
  readGateHistory(query: {
    readonly entityRef: string;
    readonly environments?: readonly string[];
    readonly perGate: number;
  }): Promise<readonly GateHistoryRow[]>;
  /** Outcomes of one gate, measured and reported, newest first. */
  listGateHistory(query: {
    readonly entityRef: string;
    readonly gate: string;
    readonly environments?: readonly string[];
    readonly limit: number;
    readonly cursor?: string;
  }): Promise<RowPage<GateHistoryRow>>;

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

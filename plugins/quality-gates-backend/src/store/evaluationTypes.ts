/** What the store keeps of a verdict: the question, the policy it was asked under, what gates said and people did. */
import type {
  Decision,
  EvaluationReason,
  GateMode,
  GatePhase,
  Outcome,
  ShownLimits,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  Measurement,
  Millis,
} from '@quality-gates/backstage-plugin-quality-gates-node';

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
  /** The span that asked, as W3C Trace Context writes it. */
  readonly traceparent?: string;
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
  readonly limits: ShownLimits | null;
  readonly unit: string | null;
  readonly samples: number | null;
  readonly summary: string | null;
  readonly evidenceUrl: string | null;
  readonly resolvedQuery: string | null;
  readonly runbook: string | null;
  /** Ref of who can help; absent in rows older than this field. */
  readonly owner?: string | null;
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
    /** It passed because the policy lets no data pass. */
    readonly withoutData?: boolean;
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

/** Which evaluations. */
export interface EvaluationListQuery {
  readonly entityRef: string;
  readonly environments?: readonly string[];
  readonly version?: string;
  readonly phase?: GatePhase;
  readonly limit: number;
  readonly cursor?: string;
}

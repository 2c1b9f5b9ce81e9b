/** What the store reads: one row of each aggregate, as its callers see it. Part of the contract in types.ts. */
import type { JsonValue } from '@backstage/types';
import type {
  Phase,
  Result,
  UnmappedReason,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  DeploymentData,
  FactDataByType,
  FactType,
  GateReportData,
  IncidentData,
  Millis,
  RunData,
  Subject,
  TaskData,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** Rows of one page, newest first. */
export interface RowPage<T> {
  readonly rows: readonly T[];
  /** Opaque; null on the last page. */
  readonly nextCursor: string | null;
}

interface Row {
  readonly entityRef: string;
  readonly key: string;
  readonly reportedBy: string | null;
}

/** A deployment with what the projection made of it. `environment` is canonical. */
export interface DeploymentRow extends Row, Omit<DeploymentData, 'commits'> {
  readonly phase: Phase;
  readonly reached: boolean;
  /** finishedAt, else startedAt, else when it was first heard of. Never null. */
  readonly occurredAt: Millis;
  /** Key of the deployment that this one rolled back, inferred from the SHA history (D8). */
  readonly inferredRollbackOf: string | null;
  readonly commitsFrom: 'event' | 'pushes' | 'unknown';
  /** Changes whose committer clock is ahead of the deployment: dropped from lead time, counted here. */
  readonly negativeLeadTimes: number;
}

/** A change and the first deployment of an environment that contains it. */
export interface ChangeLeadRow {
  readonly entityRef: string;
  readonly environment: string;
  readonly sha: string;
  readonly author: string | null;
  readonly committedAt: Millis;
  readonly deployedAt: Millis;
  readonly deploymentKey: string;
}

/** What a deployment brought first to its environment. */
export interface DeploymentChangesRow {
  readonly entityRef: string;
  readonly environment: string;
  /** Of the deployment. */
  readonly key: string;
  /** Of all its changes, at least 1. */
  readonly count: number;
  /** Of all its changes, milliseconds. */
  readonly medianLeadTimeMs: number;
  /** Oldest first, at most 100. */
  readonly changes: readonly ChangeLeadRow[];
}

/** An incident; `openedAt` is always known once a row exists. */
export interface IncidentRow extends Row, IncidentData {
  readonly openedAt: Millis;
  /** Id of the source it came through; absent when not known, and in lists. */
  readonly source?: string;
}

/** One attempt of a run, for one of its entities. */
export interface RunRow extends Row, Omit<RunData, 'traceId'> {
  /** base64url of the key: what URLs carry. */
  readonly id: string;
  readonly phase: Phase;
  readonly result: Result;
  readonly attempt: number;
  readonly traceIds: readonly string[];
  /** All entities this run belongs to, sorted. The caller removes those its user may not see. */
  readonly entityRefs: readonly string[];
}

/** A job or stage. Rows of the most trusted channel that has any: OTLP, webhook, plain. */
export interface TaskRow extends Row, TaskData {
  readonly phase: Phase;
  readonly result: Result;
}

/** A reported gate outcome. */
export interface GateReportRow extends Row, GateReportData {
  readonly at: Millis;
}

/** Types of fact that are reports beside runs, deployments and incidents. */
export type ReportType =
  | 'deployment-request'
  | 'test-report'
  | 'scan-report'
  | 'cache-report'
  | 'affected-set'
  | 'check-report'
  | 'flag'
  | 'event';

/** A report of one type. */
export interface ReportRow<T extends ReportType = ReportType> extends Row {
  readonly type: T;
  /** The newest time its source gave, else when it was heard of first. */
  readonly at: Millis;
  readonly phase: Phase;
  /** Id of the source it came through, of the types that gates tell apart by it; absent when not known. */
  readonly source?: string;
  readonly data: FactDataByType[T];
}

/** A fact that belongs to nobody yet. */
export interface UnmappedRow {
  readonly id: string;
  readonly type: FactType;
  readonly key: string;
  readonly source: string;
  readonly subject: Subject;
  readonly reason: UnmappedReason;
  readonly candidates: readonly string[];
  readonly firstAt: Millis;
  readonly lastAt: Millis;
  readonly count: number;
}

/** That an entity has facts of a type. */
export interface FirstFactRow {
  readonly entityRef: string;
  readonly type: FactType;
  /** When the first of them arrived. */
  readonly firstAt: Millis;
}

/** How many facts of a type an entity has. */
export interface FactTotalRow extends Omit<FirstFactRow, 'firstAt'> {
  /** When the newest, by its own time, was first heard of; null when there is none. */
  readonly lastAt: Millis | null;
  readonly count: number;
}

/** A run as far as others of the same commit need it. */
export interface TryRow {
  readonly runKey: string;
  readonly pipeline: string | null;
  readonly commit: string;
  readonly attempt: number;
  readonly result: Result;
  readonly finishedAt: Millis | null;
  /** Names of its jobs that passed, sorted. */
  readonly passedTasks: readonly string[];
}

/** A pull or merge request that was merged. */
export interface MergedChangeRow {
  readonly key: string;
  readonly openedAt: Millis;
  readonly mergedAt: Millis;
}

/** Which runs. */
export interface RunListQuery extends ListQuery {
  readonly branch?: string;
  readonly pipeline?: string;
  readonly result?: string;
  /** One of these. */
  readonly results?: readonly Result[];
}

/** Which rows of an entity list. */
export interface ListQuery {
  readonly entityRef: string;
  readonly environments?: readonly string[];
  readonly from?: Millis;
  readonly to?: Millis;
  readonly limit: number;
  readonly cursor?: string;
}

/** Where the poll of a source instance, or of one repository of it, stands. */
export interface PollState {
  /** As the source left it. */
  readonly state: JsonValue | undefined;
  /** When it was last asked for to the end. */
  readonly polledAt: Millis | null;
  /** Not to be asked before, by its own rate limit. */
  readonly pausedUntil: Millis | null;
  /** One sentence, while something is wrong. */
  readonly problem: string | null;
}

/** {@link PollState} of a target: '' = the instance itself, else a repository. */
export interface StoredPollState extends PollState {
  readonly target: string;
}

/** A deployment whose changes nobody named, and the one before it. */
export interface UnknownRange {
  readonly base: string;
  readonly head: string;
}

/** One printed line. */
export interface LogLine {
  /** Microseconds since the epoch. */
  readonly atMicros: number;
  /** Order of lines of one time. */
  readonly position: number;
  readonly text: string;
}

/** Lines of one span, masked already. */
export interface LogExcerpt {
  readonly traceId: string;
  readonly spanId: string;
  /** They say themselves that they are of a pipeline, so they need not wait for their trace. */
  readonly ofPipeline: boolean;
  readonly lines: readonly LogLine[];
}

/**
 * The contract of the store, in prose and types.
 *
 * Facts are joined, never overwritten. For one (type, entity, key) the store keeps, per field, the best of everything
 * that was ever said about it, and the columns are read off that. The join is commutative, associative and
 * idempotent, so the same delivery twice, any order, and four writers at once end in the same rows (ADR 1).
 *
 * Every writing call is one transaction that may be repeated. It resolves after the commit. It throws
 * ServiceUnavailableError when the database did not answer within {@link StoreOptions.deadlineMs}: the caller may
 * try the same again. Instants are milliseconds since the epoch, half-open windows, lists newest first with a cursor.
 */
import type { UnmappedReason } from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  CommitData,
  Delivery,
  DeploymentData,
  Fact,
  FactType,
  Millis,
  Span,
  Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { EvaluationStore } from './EvaluationStore';
import type { OutgoingStore } from './outgoingTypes';
import type {
  RowPage,
  DeploymentRow,
  ChangeLeadRow,
  DeploymentChangesRow,
  IncidentRow,
  MergedChangeRow,
  RunListQuery,
  RunRow,
  TaskRow,
  TryRow,
  GateReportRow,
  ReportRow,
  ReportType,
  UnmappedRow,
  FirstFactRow,
  FactTotalRow,
  ListQuery,
  LogExcerpt,
  PollState,
  StoredPollState,
  UnknownRange,
} from './rowTypes';

export type * from './EvaluationStore';
export type * from './evaluationTypes';
export type * from './evaluationWorkTypes';
export type * from './gateRecordTypes';
export type * from './outgoingTypes';
export type * from './rowTypes';

/** Where a fact belongs, as attribution decided it. */
export interface Attribution {
  /** Lower-case refs; empty = unmapped, then `reason` says why. */
  readonly entityRefs: readonly string[];
  /**
   * Entities of the same repository that this commit does not touch. Their walk over the history needs it, their
   * lead time does not. Only for commits.
   */
  readonly passingRefs?: readonly string[];
  readonly reason?: UnmappedReason;
  /** Candidates of an ambiguous fact. */
  readonly candidates?: readonly string[];
}

/** A fact and where it belongs. The environment in its data is canonical already. */
export interface AttributedFact {
  readonly fact: Fact;
  readonly attribution: Attribution;
}

/** A delivery at the door. */
export interface NewDelivery extends Delivery {
  /** Unique within `source`: what makes the same delivery the same. */
  readonly externalId: string;
}

/** What the door learns once the delivery is durable. */
export interface AcceptedDelivery {
  /** Derived from (source, externalId); stable, URL-safe, 22 characters. */
  readonly deliveryId: string;
  readonly duplicate: boolean;
  /** For duplicates: whether the stored body is the same bytes. */
  readonly sameBody: boolean;
}

/** What became of a delivery. */
export interface DeliveryOutcome {
  readonly state: 'stored' | 'unmapped' | 'ignored' | 'failed';
  /** For `failed` and `ignored`: one sentence. */
  readonly reason?: string;
  readonly facts: readonly AttributedFact[];
}

/** One delivery as the platform team sees it. */
export interface DeliveryRow {
  readonly id: string;
  readonly source: string;
  readonly kind: string;
  readonly sender: string | null;
  readonly state: 'received' | DeliveryOutcome['state'];
  readonly reason: string | null;
  readonly facts: readonly {
    readonly type: string;
    readonly key: string;
    readonly entityRefs: readonly string[];
  }[];
  readonly receivedAt: Millis;
  readonly processedAt: Millis | null;
}

/** The spans of one OTLP request. */
export interface TraceRequest {
  readonly spans: readonly Span[];
  /** Token name of the sender. */
  readonly sender: string;
}

/** Everything known of one trace, after a batch. */
export interface WholeTrace {
  readonly traceId: string;
  /** De-duplicated by span id, the later end wins; ordered by (startedAt, spanId). */
  readonly spans: readonly Span[];
  /** Token names that sent parts of it, sorted. */
  readonly senders: readonly string[];
  /** True when it has more spans than the store looks at (50,000). */
  readonly truncated: boolean;
}

/** What {@link ProjectDeployments} is given for one (entity, environment). */
export interface ProjectionInput {
  /** State just before the first deployment given. */
  readonly before: {
    readonly key: string | null;
    readonly sha: string | null;
    /**
     * SHAs that were in production before: at least those that the deployments given name (also as one of their
     * commits), those among `commits`, and those that are parents of one.
     */
    readonly deployedShas: ReadonlySet<string>;
    /** Of the commits given: those that an earlier deployment contained already. */
    readonly deployedCommits: ReadonlySet<string>;
  };
  /** Those that reached the environment, by (finishedAt, key). `commits` undefined = not named by the event. */
  readonly deployments: readonly (Pick<
    DeploymentData,
    'commit' | 'previousCommit' | 'commits' | 'rollbackOf' | 'rollback' | 'id'
  > & { readonly key: string; readonly finishedAt: Millis })[];
  /** Recorded pushes of the entity's repository, by SHA; `touches` = belongs to this entity. */
  readonly commits: ReadonlyMap<
    string,
    CommitData & { readonly touches: boolean }
  >;
}

/** What the projection says of one deployment. */
export interface ProjectedDeployment {
  readonly key: string;
  readonly inferredRollbackOf: string | null;
  readonly commitsFrom: 'event' | 'pushes' | 'unknown';
  readonly negativeLeadTimes: number;
  /** Changes first contained in this deployment: no merges, no negative lead times. */
  readonly changes: readonly {
    readonly sha: string;
    readonly committedAt: Millis;
    readonly author?: string;
  }[];
}

/**
 * Which changes each deployment brought, and which of them are roll-backs (D4, D8). Pure; the store calls it inside
 * the transaction for every (entity, environment) from the earliest touched deployment on.
 */
export type ProjectDeployments = (
  input: ProjectionInput,
) => ProjectedDeployment[];

/** How to build the store. */
export interface StoreOptions {
  readonly projectDeployments: ProjectDeployments;
  /** Time of arrival of facts; mocked in tests. */
  readonly now: () => Millis;
  /** How long a call waits for the database before it throws ServiceUnavailableError. */
  readonly deadlineMs: number;
  /** Facts older than this start no evaluation of themselves; by default none does. */
  readonly triggerMaxAgeMs?: number;
}

/** All reads and writes of Quality Gates. */
export interface Store extends EvaluationStore, OutgoingStore {
  /**
   * Keeps deliveries, in the order given, one transaction for all. A second one with the same (source, externalId)
   * changes nothing.
   */
  acceptDeliveries(batch: readonly NewDelivery[]): Promise<AcceptedDelivery[]>;
  /**
   * Takes up to `limit` deliveries in state `received`, oldest first, that no other replica holds; `understand` is
   * called for them, synchronously and inside the transaction; what it answers is stored with the deliveries' new
   * state. Resolves to the number taken. An exception of `understand` for the batch leaves all of them `received`.
   */
  processDeliveries(
    limit: number,
    understand: (deliveries: readonly Delivery[]) => DeliveryOutcome[],
  ): Promise<number>;
  /** Puts a delivery back to `received`. False when it does not exist or its body is gone. */
  replayDelivery(id: string): Promise<boolean>;
  /**
   * Puts all deliveries of a source that arrived in [from, to) back to `received`, perhaps only those of one state, in
   * slices; resolves to their number. Those whose bodies are gone are left out.
   */
  replayDeliveries(query: {
    source: string;
    from: Millis;
    to: Millis;
    state?: DeliveryRow['state'];
  }): Promise<number>;
  readDelivery(id: string): Promise<DeliveryRow | undefined>;
  listDeliveries(query: {
    state?: DeliveryRow['state'];
    source?: string;
    limit: number;
    cursor?: string;
  }): Promise<RowPage<DeliveryRow>>;

  /**
   * Keeps the spans of several requests and stores the facts that `understand` reads off the whole traces they belong
   * to. One transaction; a lock by trace, in sorted order, makes the last writer see everything. `senders` of the
   * result's fact come from the traces.
   */
  appendTraces(
    requests: readonly TraceRequest[],
    understand: (traces: readonly WholeTrace[]) => AttributedFact[],
  ): Promise<void>;
  /**
   * Has the kept traces with spans that began on the days of [from, to) understood again, in slices; resolves to their
   * number.
   */
  replayTraces(
    window: { from: Millis; to: Millis },
    understand: (traces: readonly WholeTrace[]) => AttributedFact[],
  ): Promise<number>;
  /** Traces by id; ids never seen are left out. At most 20 ids. */
  readTraces(traceIds: readonly string[]): Promise<WholeTrace[]>;

  /**
   * Keeps the last 200 lines or 64 KiB of each span; lines that do not say that they are of a pipeline only when
   * something of their trace is known. Resolves to the traces of which nothing is known.
   */
  keepLogExcerpts(
    excerpts: readonly LogExcerpt[],
  ): Promise<ReadonlySet<string>>;
  /**
   * What spans of traces printed, by span id, at most 4 MiB together, spans of `first` before the others. At most 20
   * traces.
   */
  readLogExcerpts(query: {
    traceIds: readonly string[];
    first: readonly string[];
  }): Promise<ReadonlyMap<string, string>>;
  /**
   * Deletes excerpts last told before `all`, and those of traces that never came last told before `orphans`, in slices;
   * resolves to their number.
   */
  sweepLogExcerpts(before: { orphans: Millis; all: Millis }): Promise<number>;

  /** All targets of a source instance. */
  readPollStates(source: string): Promise<StoredPollState[]>;
  writePollState(
    source: string,
    target: string,
    state: PollState,
  ): Promise<void>;
  /**
   * Deployments of entities that finished at or after `since` and whose commits are not known, with the deployment
   * before each, newest first, each pair once.
   */
  listUnknownRanges(query: {
    entityRefs: readonly string[];
    since: Millis;
    limit: number;
  }): Promise<UnknownRange[]>;

  listUnmapped(query: {
    reason?: string;
    limit: number;
    cursor?: string;
  }): Promise<RowPage<UnmappedRow>>;
  /**
   * Asks `attribute` again for unmapped facts, in slices; those that now belong somewhere are moved there. Resolves
   * to the number moved.
   */
  reattributeUnmapped(
    attribute: (fact: {
      readonly type: FactType;
      readonly subject: Subject;
      readonly reportedBy: string | null;
    }) => Attribution,
  ): Promise<number>;

  /** Deployments of any state with occurredAt >= since, or (when `keys` is given) with those keys. Oldest first. */
  readDeploymentHistory(query: {
    entityRefs: readonly string[];
    since: Millis;
  }): Promise<DeploymentRow[]>;
  /**
   * One row a change of the entities: its first deployment over all `environments`, if that is in [from, to).
   */
  readChangeLeads(query: {
    entityRefs: readonly string[];
    environments: readonly string[];
    from: Millis;
    to: Millis;
  }): Promise<ChangeLeadRow[]>;
  /** Incidents opened at or after `since`, or that name one of `deploymentIds`. Oldest first. */
  readIncidentHistory(query: {
    entityRefs: readonly string[];
    since: Millis;
    deploymentIds: readonly string[];
  }): Promise<IncidentRow[]>;
  /** Per entity the environments that any deployment fact names, sorted. Entities without one are left out. */
  readEnvironments(
    entityRefs: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>>;
  /** When the first fact of each type arrived for the entity. */
  readFirstFacts(entityRef: string): Promise<Partial<Record<FactType, Millis>>>;

  /** All entities that have facts, one row a type, by (entityRef, type) and from there on. */
  listFirstFacts(query: {
    after: readonly [entityRef: string, type: string];
    limit: number;
  }): Promise<FirstFactRow[]>;
  /** One row for each that is asked for, in no order. At most 200. */
  readFactTotals(
    facts: readonly Pick<FirstFactRow, 'entityRef' | 'type'>[],
  ): Promise<FactTotalRow[]>;

  listDeployments(query: ListQuery): Promise<RowPage<DeploymentRow>>;
  /** Of each environment the deployment that reached it last. */
  readCurrentDeployments(entityRef: string): Promise<DeploymentRow[]>;
  /** The changes of the deployments named, one row a deployment and environment; those without any are left out. */
  readChangesOf(query: {
    entityRef: string;
    deploymentKeys: readonly string[];
  }): Promise<DeploymentChangesRow[]>;
  listIncidents(query: ListQuery): Promise<RowPage<IncidentRow>>;
  listRuns(query: RunListQuery): Promise<RowPage<RunRow>>;
  readRun(entityRef: string, runId: string): Promise<RunRow | undefined>;
  /** Tasks of a run by (startedAt, name, key), at most 2,000. */
  readTasks(entityRef: string, runKey: string): Promise<TaskRow[]>;
  /**
   * Tasks of several runs, those of each that its most trusted channel told of, by (runKey, startedAt, name, key).
   * At most `limit`.
   */
  readTasksOfRuns(query: {
    entityRef: string;
    runKeys: readonly string[];
    limit: number;
  }): Promise<TaskRow[]>;
  /** Runs of an entity that are over, of these commits, by (commit, finishedAt, runKey). At most 2,000. */
  readTries(query: {
    entityRef: string;
    commits: readonly string[];
  }): Promise<TryRow[]>;
  /** Test reports of these commits, newest first. At most 100. */
  readTestReports(query: {
    entityRef: string;
    commits: readonly string[];
  }): Promise<ReportRow<'test-report'>[]>;
  /** Changes of an entity merged in [from, to), newest first. At most 5,000. */
  readMergedChanges(query: {
    entityRef: string;
    from: Millis;
    to: Millis;
  }): Promise<MergedChangeRow[]>;
  /** The newest `perGate` reports of each gate that reported since `from`; at most 200 gates. Newest first. */
  readGateReports(query: {
    entityRef: string;
    environments?: readonly string[];
    perGate: number;
  }): Promise<GateReportRow[]>;
  listGateReports(
    query: ListQuery & {
      readonly gate: string;
      /** Only those that name this version, or no version and this commit. */
      readonly about?: { readonly version?: string; readonly commit?: string };
    },
  ): Promise<RowPage<GateReportRow>>;
  /** Reports of one type, perhaps of one commit. */
  listReports<T extends ReportType>(
    query: Omit<ListQuery, 'environments'> & {
      readonly type: T;
      readonly commit?: string;
      /** Reported, or heard of, then or later. */
      readonly since?: Millis;
    },
  ): Promise<RowPage<ReportRow<T>>>;
  /** Whether any report of a type was ever told. */
  hasReports(entityRef: string, type: ReportType): Promise<boolean>;
}

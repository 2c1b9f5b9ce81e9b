/** The part of the store's contract that reads facts, subject by subject. */
import type {
  FactType,
  Millis,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type {
  ChangeLeadRow,
  DeploymentChangesRow,
  DeploymentRow,
  FactTotalRow,
  FirstFactRow,
  GateReportRow,
  IncidentRow,
  ListQuery,
  MergedChangeRow,
  ReportRow,
  ReportType,
  RowPage,
  RunListQuery,
  RunRow,
  TaskRow,
  TryRow,
} from './rowTypes';

/** Which facts there are at all. */
export interface FactTotals {
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
}

/** Deployments, the changes they brought, and incidents. */
export interface DeploymentReads {
  /** Deployments of any state with occurredAt >= since. Oldest first. */
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
  listDeployments(query: ListQuery): Promise<RowPage<DeploymentRow>>;
  /** Of each environment the deployment that reached it last. */
  readCurrentDeployments(entityRef: string): Promise<DeploymentRow[]>;
  /** The changes of the deployments named, one row a deployment and environment; those without any are left out. */
  readChangesOf(query: {
    entityRef: string;
    deploymentKeys: readonly string[];
  }): Promise<DeploymentChangesRow[]>;
  listIncidents(query: ListQuery): Promise<RowPage<IncidentRow>>;
  /** Changes of an entity merged in [from, to), newest first. At most 5,000. */
  readMergedChanges(query: {
    entityRef: string;
    from: Millis;
    to: Millis;
  }): Promise<MergedChangeRow[]>;
}

/** Runs and their tasks. */
export interface RunReads {
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
}

/** What tests, scans and gates reported. */
export interface ReportReads {
  /** Test reports of these commits, newest first. At most 100. */
  readTestReports(query: {
    entityRef: string;
    commits: readonly string[];
  }): Promise<ReportRow<'test-report'>[]>;
  /** The newest `perGate` reports of each gate, of the 200 gates that reported last. Newest first. */
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

/** All reads of facts; part of the store. */
export interface FactStore
  extends FactTotals,
    DeploymentReads,
    RunReads,
    ReportReads {}

/**
 * What a gate may read of the facts that Quality Gates holds, of one entity. Newest first, bounded, no paging: a gate
 * judges the newest.
 */
import type { GateReportData, IncidentData, Millis, TaskData } from './Fact';
import type {
  AffectedSetData,
  ScanReportData,
  TestReportData,
} from './reports';

/** A report and when it came to be: of arrival where the tool gives no time. */
export interface Report<TData> {
  readonly at: Millis;
  readonly reportedBy: string | null;
  /** Instance of `qualityGates.sources` it came through; absent when not known. */
  readonly source?: string;
  readonly data: TData;
}

/** A person's word on a gate. */
export interface ApprovalRecord {
  readonly gate: string;
  readonly decision: 'approve' | 'reject';
  /** User ref. */
  readonly by: string;
  /** Groups the user belonged to when they said so. */
  readonly groups: readonly string[];
  readonly reason: string;
  readonly at: Millis;
  readonly version: string;
  readonly digest: string | null;
  /** Digest of what the other gates had seen by then. */
  readonly evidenceDigest?: string | null;
}

/** A deployment of the entity that reached its environment. */
export interface DeployedVersion {
  readonly id: string;
  readonly environment: string;
  readonly version?: string;
  readonly commit?: string;
  readonly digest?: string;
  readonly finishedAt: Millis;
  /** Decision of its last post-deploy evaluation; null when there was none. */
  readonly verdict: string | null;
}

/** See the head of this file. */
export interface FactReader {
  /** At most 50. */
  testReports(query: {
    commit?: string;
    since?: Millis;
    tool?: string;
  }): Promise<readonly Report<TestReportData>[]>;
  /** At most 50. */
  scanReports(query: {
    commit?: string;
    digest?: string;
    tool?: string;
  }): Promise<readonly Report<ScanReportData>[]>;
  /** At most 20. */
  affectedSets(query: {
    commit: string;
  }): Promise<readonly Report<AffectedSetData>[]>;
  /**
   * Verdicts reached elsewhere on this gate for the environment, newest first, at most 50: those about the version or
   * commit, whatever came after them; only where there is none, those about others.
   */
  gateReports(query: {
    gate: string;
    environment: string;
    version?: string;
    commit?: string;
  }): Promise<readonly Report<GateReportData>[]>;
  /** Not resolved yet; at most 200. */
  openIncidents(): Promise<readonly Report<IncidentData>[]>;
  /**
   * Whether any source, or the one named, ever reported an incident for the entity: without one, none open means
   * nothing.
   */
  hasIncidentSource(source?: string): Promise<boolean>;
  /** Reached the environment; at most 50. */
  deployments(query: {
    environment: string;
  }): Promise<readonly DeployedVersion[]>;
  /** Jobs of the newest attempts of the runs of a commit; at most 2,000. */
  tasks(query: {
    commit: string;
    pipeline?: string;
  }): Promise<readonly (TaskData & { readonly pipeline?: string })[]>;
  /** Given in this evaluation or its predecessors, oldest first. */
  approvals(query: { gate: string }): Promise<readonly ApprovalRecord[]>;
}

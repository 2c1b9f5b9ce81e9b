import type {
  Band,
  DoraReport,
} from '@quality-gates/backstage-plugin-quality-gates-common';

/** A deployment of the window's environments, as the metrics see it. Times in milliseconds since the epoch. */
export interface DoraDeployment {
  readonly entityRef: string;
  readonly environment: string;
  readonly key: string;
  /** The sender's id: what incidents, `rollbackOf` and `hotfixFor` name. */
  readonly id: string;
  readonly version?: string;
  readonly commit?: string;
  readonly phase: 'pending' | 'executing' | 'terminal';
  readonly result?: string;
  readonly reached: boolean;
  readonly finishedAt?: number;
  /** finishedAt, else startedAt, else when it was first heard of. */
  readonly occurredAt: number;
  readonly rollbackOf?: string;
  /** It says that it is a rollback, and perhaps not of what. */
  readonly rollback?: boolean;
  readonly hotfixFor?: string;
  /** Key of the deployment rolled back, inferred from the SHA history (D8). */
  readonly inferredRollbackOf: string | null;
  readonly commitsFrom: 'event' | 'pushes' | 'unknown';
  readonly negativeLeadTimes: number;
}

/** One lead time sample. */
export interface DoraChange {
  readonly entityRef: string;
  readonly environment: string;
  readonly sha: string;
  readonly committedAt: number;
  readonly deployedAt: number;
  readonly deploymentKey: string;
}

/** An incident of an entity. */
export interface DoraIncident {
  readonly entityRef: string;
  readonly key: string;
  readonly id: string;
  readonly openedAt: number;
  readonly resolvedAt?: number;
  readonly cause?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly deploymentId?: string;
}

/** What the numbers are asked for. */
export interface DoraQuery {
  readonly entityRefs: readonly string[];
  /** Production environments, as stored. */
  readonly environments: readonly string[];
  /** Inclusive, milliseconds. */
  readonly from: number;
  /** Exclusive, milliseconds. */
  readonly to: number;
  /** IANA name. */
  readonly timezone: string;
  readonly bucket: 'day' | 'week' | 'month';
  readonly countBy?: 'version';
  readonly benchmarkYear: number | null;
  readonly incidentLink: IncidentLinkRule;
}

/** How an incident without a deployment id finds one (D10). `withinHours` 0 = never guess. */
export interface IncidentLinkRule {
  readonly withinHours: number;
  /** Incidents whose cause or label has one of these values are never linked by time. */
  readonly excludeLabels: Readonly<Record<string, readonly string[]>>;
}

/** The facts a report is made of: everything of the window, and what later happened to it. */
export interface DoraFacts {
  readonly deployments: readonly DoraDeployment[];
  readonly changes: readonly DoraChange[];
  readonly incidents: readonly DoraIncident[];
  /** Entities for which any deployment fact is stored. */
  readonly mapped: ReadonlySet<string>;
}

/** Why a deployment counts as failed: `id` is the sender's id of the incident or deployment that says so. */
export interface FailureCause {
  readonly type: 'incident' | 'rollback' | 'hotfix' | 'result';
  readonly id: string;
}

/** A deployment that reached its environment, and what became of it (D5 to D8). */
export interface ClassifiedDeployment extends DoraDeployment {
  /** When it counts: finishedAt, else occurredAt. */
  readonly at: number;
  /** Empty = not failed. */
  readonly failedBy: readonly FailureCause[];
  /** Null while the failure is open, and for deployments that did not fail. */
  readonly recoveredAt: number | null;
  /** A rollback or hotfix. */
  readonly rework: boolean;
}

/** What counts as one in the numbers: a deployment or, with `countBy=version`, the same version in several places. */
export interface CountedDeployment {
  /** That of the first member. */
  readonly at: number;
  /** When the first failed member finished; null = none failed. */
  readonly failedAt: number | null;
  /** When the last failed member had recovered; null = none failed, or one is still open. */
  readonly recoveredAt: number | null;
  readonly rework: boolean;
  /** Oldest first, never empty. */
  readonly members: readonly ClassifiedDeployment[];
}

/** An incident and the deployments it is blamed on. */
export interface LinkedIncident {
  readonly incident: DoraIncident;
  /** More than one deployment where an id names the same roll-out in several environments. */
  readonly link: {
    readonly how: 'explicit' | 'window';
    readonly deployments: readonly DoraDeployment[];
  } | null;
}

/** Bands of the report's four banded metrics. */
export type DoraBands = DoraReport['bands'];
export type { Band };

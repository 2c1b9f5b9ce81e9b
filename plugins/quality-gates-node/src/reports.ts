/**
 * What tools report beside the run itself. Every report is one fact: its key is the report's own id, its `at` the time
 * the tool gives.
 */
import type { Millis } from './Fact';

/** What a report is about, as far as its sender says. */
interface Reported {
  /** Unique per sender: a digest of the file where the sender gives none. */
  readonly id: string;
  /** The tool that wrote it: `junit`, `playwright`, `trivy`, … */
  readonly tool: string;
  readonly commit?: string;
  readonly runUrl?: string;
}

/** A test case, after all of its tries. */
export interface TestCase {
  readonly name: string;
  readonly file?: string;
  readonly suite?: string;
  readonly project?: string;
  /** `flaky`: failed and then passed on a retry. */
  readonly status: 'passed' | 'failed' | 'skipped' | 'flaky';
  readonly durationSeconds?: number;
  /** Words with `@`, as Playwright's tags. */
  readonly tags?: readonly string[];
  /** What the failure says, at most 500 characters. */
  readonly message?: string;
}

/** Results of one run of a test suite. Counts are those of the cases, never the counters of the file. */
export interface TestReportData extends Reported {
  readonly suite?: string;
  readonly environment?: string;
  readonly startedAt?: Millis;
  readonly finishedAt?: Millis;
  readonly durationSeconds?: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly flaky: number;
  /** Failed and flaky ones first, then as in the file; at most 5,000. */
  readonly cases: readonly TestCase[];
  /** More cases than are listed. */
  readonly truncated?: boolean;
  /** The run broke off: what is listed is not all that should have run. */
  readonly incomplete?: string;
}

/** Severity of a finding. */
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'unknown';

/** One finding of a scanner. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** SARIF's own level, where it has one. */
  readonly level?: 'error' | 'warning' | 'note' | 'none';
  /** CVSS-like 0..10. */
  readonly securitySeverity?: number;
  readonly title?: string;
  /** `src/a.ts:12`, or the package. */
  readonly location?: string;
  readonly fixedVersion?: string;
  readonly suppressed?: boolean;
  /** SARIF's baselineState `new`; undefined = the file does not compare. */
  readonly isNew?: boolean;
}

/** Results of one scan. Suppressed findings and those of kind `pass` are not counted. */
export interface ScanReportData extends Reported {
  /** Of the artifact scanned: `sha256:…`. */
  readonly digest?: string;
  readonly artifact?: string;
  /** False: the scanner broke off, and no finding means nothing. */
  readonly complete: boolean;
  readonly reason?: string;
  readonly counts: Readonly<Record<Severity, number>>;
  /** Worst first; at most 1,000. */
  readonly findings: readonly Finding[];
  readonly truncated?: boolean;
}

/** How often a build cache had what was asked of it. */
export interface CacheReportData extends Reported {
  readonly hits: number;
  readonly misses: number;
}

/** Which projects of a repository a change touches, as a monorepo tool printed it. */
export interface AffectedSetData extends Reported {
  readonly base?: string;
  /** At most 5,000. */
  readonly projects: readonly string[];
  readonly truncated?: boolean;
}

/** A readiness answer from outside. */
export interface CheckReportData {
  readonly id: string;
  readonly check: string;
  readonly result: 'pass' | 'fail';
  readonly reason?: string;
  readonly url?: string;
}

/** A feature flag was changed. */
export interface FlagChangeData {
  readonly id: string;
  readonly flag: string;
  readonly environment?: string;
  readonly from?: string;
  readonly to?: string;
  readonly actor?: string;
  readonly url?: string;
}

/** Something happened to the infrastructure. */
export interface InfraEventData {
  readonly id: string;
  /** `node-drain`, `certificate`, `policy-denied`, `scaling`, `maintenance`, or the sender's own word. */
  readonly kind: string;
  readonly title: string;
  readonly until?: Millis;
  readonly severity?: string;
  readonly url?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

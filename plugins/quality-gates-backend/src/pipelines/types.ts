/** What the functions of this folder are given. Instants are milliseconds since the epoch. */
import type {
  Result,
  Verdict,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { TraceDigest } from '@quality-gates/backstage-plugin-quality-gates-node';

/** A half-open window and the zone of its days. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly timezone: string;
}

/** A job or stage of a run. */
export interface PipelineTask {
  readonly key: string;
  readonly runKey: string;
  readonly name: string;
  readonly stage?: string;
  readonly result: Result;
  readonly queuedAt?: number;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly spanId?: string;
  readonly url?: string;
}

/** A run, as far as numbers and attribution need it. */
export interface PipelineRun {
  readonly key: string;
  readonly pipeline?: string;
  readonly branch?: string;
  readonly commit?: string;
  readonly pullRequest?: string;
  readonly defaultBranch?: boolean;
  readonly attempt: number;
  readonly result: Result;
  readonly actor?: string;
  readonly queuedAt?: number;
  readonly dequeuedAt?: number;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly digest?: TraceDigest;
}

/** A run with its jobs and whose failure it is. */
export interface JudgedRun extends PipelineRun {
  readonly tasks: readonly PipelineTask[];
  /** Null for a run that did not fail. */
  readonly verdict: Verdict | null;
}

/** Results of a thing that went wrong by itself; a cancelled one was stopped by somebody. */
export function hasFailed(result: Result): boolean {
  return result === 'failure' || result === 'error' || result === 'timeout';
}

/** The part of the store's contract that is about what gates said over time. */
import type {
  GateMode,
  Outcome,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Millis } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { RowPage } from './rowTypes';

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
  /** Why it is what it is; null = reported, or older than this field. */
  readonly reasonCode: string | null;
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

/** A gate in an environment. */
export interface GatePlace {
  readonly environment: string;
  readonly gate: string;
}

/** How the newest outcomes of a gate ended; `failed` is all that is no pass and no warning. */
export interface GateCount extends GatePlace {
  readonly failed: number;
  readonly of: number;
}

/** How long the newest answers of a gate took from the question on, newest first. */
export interface GateDurations extends GatePlace {
  readonly tookMs: readonly Millis[];
}

/** Reads of what gates said in decided evaluations that are no what-ifs, and of what was reported. */
export interface GateRecordStore {
  /** How the newest 30 outcomes of some gates of an entity ended; no what-ifs. Gates without any are left out. */
  countOutcomes(query: {
    readonly entityRef: string;
    readonly gates: readonly GatePlace[];
  }): Promise<readonly GateCount[]>;
  /**
   * How long gates took: their newest 30 answers since then, of evaluations that superseded none and are no what-ifs.
   * Gates without any are left out. In order of environment and gate.
   */
  readGateDurations(query: {
    readonly entityRef: string;
    readonly gates: readonly GatePlace[];
    readonly since: Millis;
  }): Promise<readonly GateDurations[]>;
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
}

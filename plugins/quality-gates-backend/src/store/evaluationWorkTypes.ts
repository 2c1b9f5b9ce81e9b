/** What those who work on evaluations give the store, and get from it. */
import type { Millis } from '@quality-gates/backstage-plugin-quality-gates-node';
import type {
  EvaluationAct,
  EvaluationAnswer,
  EvaluationRow,
  GateOutcomeRow,
} from './evaluationTypes';
import type { NewNotice } from './outgoingTypes';

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

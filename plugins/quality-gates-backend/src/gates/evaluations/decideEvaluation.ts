/**
 * When an evaluation is over.
 *
 * combine.ts says what the outcomes come to; here stands whether that is the last word. A failure that decides is the
 * last word at once. Everything else waits until all that counts has been looked at, so that nothing is let through
 * by what came first; a policy that only observes waits for all its gates, because what they saw is all it is for.
 */
import type {
  EvaluationAct,
  EvaluationAnswer,
  FrozenPolicy,
  GateOutcomeRow,
} from '../../store/types';
import { CAN_DEPLOY, combine, type CombineGate } from '../combine';
import { isWithoutData } from '../isWithoutData';
import { thawPolicy, type FrozenGate } from './frozenPolicy';

/** What is decided by. */
export interface Standing {
  readonly policy: FrozenPolicy | null;
  readonly outcomes: readonly GateOutcomeRow[];
  readonly acts: readonly EvaluationAct[];
  readonly at: number;
}

/** What an evaluation answers now. */
export function answerOf(standing: Standing): EvaluationAnswer {
  const { waitingFor, canDeploy, ...answer } = combine(inputOf(standing));
  return { ...answer, waitingFor };
}

/** The final answer, and until when it holds; undefined while there is more to find out. */
export function decisionOf(
  standing: Standing,
  dryRun: boolean,
): { readonly expiresAt: number } | undefined {
  const { policy, outcomes, at } = standing;
  // A broken glass lets the version go at once, and the gates are still asked.
  const plain = combine({ ...inputOf(standing), breakGlass: undefined });
  const gates = policy ? thawPolicy(policy).gates : [];
  const rows = new Map(outcomes.map(one => [one.gate, one]));
  const every = (test: (row: GateOutcomeRow, gate: FrozenGate) => boolean) =>
    gates.every(one => test(rows.get(one.gate.id)!, one));
  const isFinal = () => {
    if (dryRun) return every(row => row.done || isLooked(row));
    if (!plain.enforced) return every(row => row.done);
    if (plain.decision === 'wait') return false;
    return plain.decision === 'deny' || every(isSettled);
  };
  return isFinal() ? { expiresAt: expiryOf(standing, at) } : undefined;
}

/** Whether a version may go with this answer. */
export function lets(answer: EvaluationAnswer): boolean {
  return CAN_DEPLOY.includes(answer.decision);
}

function isLooked(row: GateOutcomeRow): boolean {
  return row.measuredAt !== null && row.attempts === 0;
}

function isSettled(row: GateOutcomeRow, { settings }: FrozenGate): boolean {
  if (row.done || isLooked(row)) return true;
  return settings.mode !== 'enforce' && settings.sampling !== undefined;
}

function inputOf({ policy, outcomes, acts, at }: Standing) {
  const rules = policy && thawPolicy(policy).rules;
  const weights = new Map(
    policy ? thawPolicy(policy).gates.map(({ gate }) => [gate.id, gate]) : [],
  );
  const glass = acts
    .filter(act => act.type === 'break-glass' && holds(act, at))
    .at(-1);
  return {
    rules,
    now: at,
    breakGlass: glass && { by: glass.who, until: glass.until! },
    gates: outcomes.map((one): CombineGate => {
      const waiver = waiverOf(one.gate, acts, at);
      const { weight, key } = weights.get(one.gate) ?? {};
      return {
        gate: one.gate,
        mode: one.mode,
        outcome: one.outcome,
        message: one.reason.message,
        withoutData: isWithoutData(one),
        weight,
        key,
        waiver: waiver && { by: waiver.who, until: waiver.until! },
        pending: one.pending ?? undefined,
      };
    }),
  };
}

/** The waiver of a gate that holds, confirmed where a second person is needed. */
export function waiverOf(
  gate: string,
  acts: readonly EvaluationAct[],
  at: number,
): EvaluationAct | undefined {
  return acts
    .filter(
      act =>
        act.type === 'waiver' &&
        act.gate === gate &&
        act.detail.confirmedBy !== null &&
        holds(act, at),
    )
    .at(-1);
}

function holds(act: EvaluationAct, at: number): boolean {
  return act.until !== null && act.until > at;
}

/** A verdict holds as long as the policy says, and no longer than the waiver or the broken glass it rests on. */
function expiryOf({ policy, outcomes, acts }: Standing, at: number): number {
  const validForMs = policy ? thawPolicy(policy).rules.validForMs : 0;
  const used = acts.filter(act => {
    if (act.type === 'break-glass') return holds(act, at);
    const row = outcomes.find(one => one.gate === act.gate);
    return row?.outcome === 'fail' && waiverOf(row.gate, acts, at) === act;
  });
  return Math.min(at + validForMs, ...used.map(act => act.until!));
}

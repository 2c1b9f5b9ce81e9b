/**
 * The one place where the outcomes of an evaluation's gates become a decision.
 *
 * Three steps. First each gate counts by its mode: enforced gates as they are, a waived failure as a warning, advisory
 * gates as a warning at most, shadow gates not at all. Then the enforced ones are combined as the policy says (all,
 * any, at least n, score); advisory ones only add warnings, so that an advisory pass can never help an enforced failure
 * through. Last, `failureMode`, `warnings` and `onEmpty` turn the result into a decision, and a broken glass overrides
 * it.
 *
 * `failureMode: open` is taken per gate, before combining: a gate that could not decide counts as a warning. Taken
 * afterwards, a gate that fails could turn a wait into an allow. And it lets nothing through that no enforced gate
 * speaks for, unless the policy says `onEmpty: allow`.
 */
import type {
  Decision,
  EvaluationReason,
  GateMode,
  Outcome,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  combineOutcomes,
  isGood,
  type CombineRules,
  type Counted,
} from './combineOutcomes';
import { reason, type ReasonCode } from './reasons';

export type { CombineRules } from './combineOutcomes';

/** One gate's outcome, and how much it counts. */
export interface CombineGate {
  readonly gate: string;
  readonly mode: GateMode;
  readonly outcome: Outcome;
  /** The outcome's own sentence. */
  readonly message?: string;
  /** A pass that the policy makes of no data: counts as one, and is told apart. */
  readonly withoutData?: boolean;
  /** Weight for `score`; 1 when undefined. */
  readonly weight?: number;
  /** For `score`: its failure fails all. */
  readonly key?: boolean;
  /** The waiver that holds now, confirmed where a second person is needed. */
  readonly waiver?: { readonly by: string; readonly until: number };
  /** While pending: who can help, and when it ends. */
  readonly pending?: {
    readonly who?: readonly string[];
    readonly until?: number;
  };
}

/** What is combined. */
export interface CombineInput {
  readonly gates: readonly CombineGate[];
  /** Null = no policy applies. */
  readonly rules: CombineRules | null;
  /** A broken glass that holds now. */
  readonly breakGlass?: { readonly by: string; readonly until: number };
  /** Milliseconds: a waiver or a broken glass holds until its end. */
  readonly now: number;
}

/** A decision and why. */
export interface Combined {
  readonly decision: Decision;
  readonly canDeploy: boolean;
  /** False when no enforced gate had anything to say. */
  readonly enforced: boolean;
  readonly failedOpen: boolean;
  /** With nothing enforced: the decision as if every gate were. */
  readonly wouldHave?: Decision;
  readonly reasons: readonly EvaluationReason[];
  readonly waitingFor: readonly {
    readonly gate: string;
    readonly who?: readonly string[];
    readonly until?: number;
  }[];
}

/** Decisions with which a version may go. */
export const CAN_DEPLOY: readonly Decision[] = [
  'allow',
  'allow-with-warnings',
  'allow-break-glass',
];

type EnforcedGate = CombineGate & { readonly counts: Counted };

const isEnforced = (one: CombineGate) => one.mode === 'enforce';

/** What an advisory gate would have stopped, or warns of itself. */
const isAdvisoryWarning = (one: CombineGate) =>
  one.mode === 'advisory' && !['pass', 'skipped'].includes(one.outcome);

/** See the head of this file. */
export function combine(input: CombineInput): Combined {
  const { rules, gates, breakGlass, now } = input;
  const decided = rules ? decide(gates, rules, now) : withoutPolicy();
  const glass = breakGlass && breakGlass.until > now ? breakGlass : undefined;
  const decision: Decision = glass ? 'allow-break-glass' : decided.decision;
  const broken = glass
    ? [reason('break_glass', `${glass.by} broke the glass`)]
    : [];
  return {
    ...decided,
    decision,
    canDeploy: CAN_DEPLOY.includes(decision),
    reasons: [...broken, ...decided.reasons],
    waitingFor: gates
      .filter(one => one.mode === 'enforce' && one.outcome === 'pending')
      .map(({ gate, pending }) => ({ gate, ...pending })),
  };
}

type Decided = Omit<Combined, 'canDeploy' | 'waitingFor'>;

function withoutPolicy(): Decided {
  return {
    decision: 'deny',
    enforced: false,
    failedOpen: false,
    reasons: [reason('no_policy')],
  };
}

function decide(
  gates: readonly CombineGate[],
  rules: CombineRules,
  now: number,
): Decided {
  const enforced = gates
    .filter(one => one.mode === 'enforce')
    .flatMap(one => countEnforced(one, now));
  if (enforced.length === 0) return decideEmpty(gates, rules, now);

  const combined = combineOutcomes(enforced, rules);
  const advisory = gates.filter(isAdvisoryWarning);
  const result = combined === 'pass' && advisory.length > 0 ? 'warn' : combined;
  const wanted = toDecision(result, rules);
  const held =
    CAN_DEPLOY.includes(wanted) && !isSpokenFor(enforced, rules)
      ? holdBack(enforced, rules)
      : wanted;
  const failedOpen =
    CAN_DEPLOY.includes(held) &&
    !isGood(combineOutcomes(enforced, { ...rules, failureMode: 'closed' }));
  return {
    decision: held,
    enforced: true,
    failedOpen,
    reasons: [
      ...explainWhole({ result, held, wanted, failedOpen, rules }),
      ...enforced.flatMap(explainGate),
      ...advisory.map(one => gateReason('gate_warned', one)),
    ],
  };
}

function decideEmpty(
  gates: readonly CombineGate[],
  rules: CombineRules,
  now: number,
): Decided {
  const asEnforced = gates.map(one => ({ ...one, mode: 'enforce' as const }));
  const observes = gates.length > 0 && !gates.some(isEnforced);
  return {
    decision: rules.onEmpty,
    enforced: false,
    failedOpen: false,
    ...(observes && {
      wouldHave: asEnforced.some(one => one.outcome !== 'skipped')
        ? decide(asEnforced, rules, now).decision
        : rules.onEmpty,
    }),
    reasons: [reason(emptyCode(gates))],
  };
}

function emptyCode(gates: readonly CombineGate[]): ReasonCode {
  if (gates.length === 0 || gates.some(isEnforced)) return 'only_skipped';
  return gates.every(one => one.mode === 'shadow')
    ? 'only_shadow'
    : 'only_advisory';
}

function countEnforced(one: CombineGate, now: number): EnforcedGate[] {
  if (one.outcome === 'skipped') return [];
  const waived = one.outcome === 'fail' && one.waiver && one.waiver.until > now;
  return [{ ...one, counts: waived ? 'warn' : one.outcome }];
}

function toDecision(result: Counted, rules: CombineRules): Decision {
  switch (result) {
    case 'pass':
      return 'allow';
    case 'warn':
      return rules.warnings === 'allow'
        ? 'allow-with-warnings'
        : rules.warnings;
    case 'pending':
      return 'wait';
    case 'fail':
      return 'deny';
    default:
      return rules.failureMode === 'manual' ? 'manual' : 'deny';
  }
}

/** Whether an enforced gate passed, so that something was looked at before anything is let through. */
function isSpokenFor(
  gates: readonly EnforcedGate[],
  { onEmpty }: CombineRules,
) {
  return onEmpty === 'allow' || gates.some(one => isGood(one.counts));
}

function holdBack(
  gates: readonly EnforcedGate[],
  { onEmpty }: CombineRules,
): Decision {
  return gates.some(one => one.counts === 'pending') ? 'wait' : onEmpty;
}

/** Reasons that are no single gate's. */
function explainWhole(whole: {
  result: Counted;
  wanted: Decision;
  held: Decision;
  failedOpen: boolean;
  rules: CombineRules;
}): EvaluationReason[] {
  const { result, wanted, held, failedOpen, rules } = whole;
  const codes: ReasonCode[] = [];
  if (failedOpen) codes.push('failed_open');
  if (held !== wanted) codes.push('nothing_passed');
  if (result === 'warn' && rules.warnings !== 'allow') {
    codes.push('warnings_not_allowed');
  }
  if (result === 'fail' && typeof rules.combine === 'object') {
    codes.push('atLeast' in rules.combine ? 'too_few_passed' : 'score_too_low');
  }
  return codes.map(code => reason(code));
}

const GATE_CODES: Readonly<Partial<Record<Counted, ReasonCode>>> = {
  warn: 'gate_warned',
  fail: 'gate_failed',
  error: 'evidence_unavailable',
  inconclusive: 'no_decision_possible',
  pending: 'waiting_for_gate',
};

function explainGate(one: EnforcedGate): EvaluationReason[] {
  if (one.counts === 'pass') {
    return one.withoutData ? [gateReason('passed_without_data', one)] : [];
  }
  const waived = one.outcome === 'fail' && one.counts === 'warn';
  return [gateReason(waived ? 'gate_waived' : GATE_CODES[one.counts]!, one)];
}

function gateReason(code: ReasonCode, one: CombineGate): EvaluationReason {
  const waived =
    code === 'gate_waived' && one.waiver
      ? ` (waived by ${one.waiver.by} until ${new Date(
          one.waiver.until,
        ).toISOString()})`
      : '';
  const { message } = reason(code, one.message);
  return { code, gate: one.gate, message: `${message}${waived}` };
}

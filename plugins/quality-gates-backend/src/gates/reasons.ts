/**
 * Every code an outcome or a decision gives as its reason, with the sentence that stands for it where nothing more is
 * known. Codes of kinds (`skipped`, `undecided`) come beside them. Codes are stored and matched by people's scripts:
 * none is ever renamed.
 */
export const REASONS = {
  // Of an outcome: measured and decided.
  within_limits: 'Everything is within its limits',
  warn_limit: 'A limit that warns does not hold',
  fail_limit: 'A limit does not hold',
  // Of an outcome: looked, and nothing to decide by. `onNoData` says what it means.
  no_readings: 'Nothing was measured',
  no_value: 'There is no value',
  not_a_number: 'The value is no number',
  infinite: 'The value is infinite',
  too_few_samples: 'There are too few observations',
  samples_unknown: 'How many observations there are is not known',
  too_old: 'The evidence is too old',
  from_the_future: 'The evidence is dated in the future',
  other_version: 'The evidence is about another version',
  other_commit: 'The evidence is about another commit',
  other_digest: 'The evidence is about another artifact',
  not_measured: 'Nobody has measured yet',
  // Of an outcome: as above, and `onNoData` lets that pass.
  no_data: 'There is no data, and the policy counts that as pass',
  // Of an outcome: a value without a limit; never a pass, whatever `onNoData` says.
  no_condition: 'No limit says what would be wrong',
  // Of an outcome: could not look. `onError` says what it means.
  timed_out: 'The answer took too long',
  source_unavailable: 'The source did not answer',
  source_refused: 'The source refused the question',
  probe_failed: 'The gate could not be measured',
  // Of an outcome: not yet.
  waiting: 'The answer is not out yet',
  deadline_exceeded: 'The answer was not out in time',
  // Of an outcome: not asked.
  not_applicable: 'The condition of the gate does not hold here',
  exempt: 'The policy exempts this change',
  // Of sampling.
  failure_limit: 'Too many measurements failed',
  inconclusive_limit: 'Too many measurements decided nothing',
  error_limit: 'Too many measurements in a row were not possible',
  too_few_in_a_row: 'Too few measurements passed in a row',
  // Of a decision.
  gate_warned: 'A gate warns',
  gate_failed: 'A gate failed',
  passed_without_data: 'A gate passed without data',
  gate_waived: 'A gate failed and is waived',
  no_decision_possible: 'A gate decides nothing',
  evidence_unavailable: 'A gate could not be asked',
  waiting_for_gate: 'A gate has no answer yet',
  too_few_passed: 'Too few gates passed',
  score_too_low: 'The score is too low',
  warnings_not_allowed: 'The policy does not let warnings through',
  failed_open: 'The policy lets through what could not be decided',
  nothing_passed: 'No enforced gate passed',
  only_skipped: 'No enforced gate applies here',
  only_advisory: 'No gate is enforced',
  only_shadow: 'Every gate is in shadow mode',
  no_policy: 'No gates are set up',
  break_glass: 'Somebody broke the glass',
} as const;

/** One of {@link REASONS}. */
export type ReasonCode = keyof typeof REASONS;

/** A reason as stored: its code and a sentence; `detail` says more than the code alone does. */
export function reason(code: ReasonCode, detail?: string) {
  return { code, message: detail ?? REASONS[code] };
}

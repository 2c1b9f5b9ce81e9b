import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { effectOf } from '../groupOutcomes';

const APPROVAL = 'approval';

/** Gates a person can approve or reject: those of the kind `approval` that still wait. */
export function listApprovals({ outcomes }: Evaluation): string[] {
  return outcomes
    .filter(({ kind, outcome }) => kind === APPROVAL && outcome === 'pending')
    .map(({ gate }) => gate);
}

/** Gates a person can waive: those that fail, could not be asked or had no data, and are not waived. */
export function listWaivable(evaluation: Evaluation): string[] {
  return evaluation.outcomes
    .filter(outcome => effectOf(outcome, evaluation) === 'blocks')
    .map(({ gate }) => gate);
}

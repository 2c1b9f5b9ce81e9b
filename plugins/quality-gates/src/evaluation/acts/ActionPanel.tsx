import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { stateOf } from '../evaluationState';
import type { Reader } from '../../show/formatInstant';
import { listApprovals, listWaivable } from './actable';
import type { Act } from './allowances';
import { ApprovalForm } from './ApprovalForm';
import { ClaimForm } from './ClaimForm';
import { WaiverForm } from './WaiverForm';

/** Props of {@link ActionPanel}. */
export interface ActionPanelProps {
  readonly evaluation: Evaluation;
  readonly reader: Reader;
  refusal(act: Act, gate?: string): string | null;
  onAnswer(evaluation: Evaluation): void;
}

/** The forms that fit: approve where somebody is waited for, waive and claim where something blocks. */
export function ActionPanel(props: ActionPanelProps) {
  const { evaluation, reader, refusal, onAnswer } = props;
  const [search] = useSearchParams();
  const approvals = listApprovals(evaluation);
  const waivable = listWaivable(evaluation);
  const [chosen, setChosen] = useState(search.get('gate'));
  const state = stateOf(evaluation, reader.now);
  if (state !== 'open' && state !== 'holds') return null;
  const waived = waivable.find(gate => gate === chosen) ?? waivable[0];
  const shared = { evaluation, onAnswer };
  return (
    <>
      {approvals.map(gate => (
        <ApprovalForm
          key={gate}
          {...shared}
          gate={gate}
          refusal={refusal('approve', gate)}
        />
      ))}
      {waived && !evaluation.canDeploy && (
        <WaiverForm
          {...shared}
          gate={waived}
          gates={waivable}
          onChoose={setChosen}
          refusal={refusal('waive', waived)}
        />
      )}
      {!evaluation.canDeploy && evaluation.outcomes.length > 0 && (
        <ClaimForm {...shared} gate={waived} refusal={refusal('claim')} />
      )}
    </>
  );
}

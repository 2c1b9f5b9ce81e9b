import { useTab } from '../entity/TabContext';
import { GateHistoryView } from './GateHistoryView';
import { useDecisions } from './useDecisions';
import { useGates } from './useGates';

/** The gate history of the summary. */
export function GateHistorySection() {
  const { window, environment, linkTo } = useTab();
  const decisions = useDecisions();
  return (
    <GateHistoryView
      query={useGates()}
      zone={window.zone}
      environment={environment.label}
      allLink={linkTo('gates')}
      decisions={decisions}
      setupLink={linkTo('setup')}
      evaluationLink={id =>
        linkTo(`gates/evaluations/${encodeURIComponent(id)}`)
      }
      gateLink={gate => linkTo('gates', { gate })}
    />
  );
}

import { useTab } from '../entity/TabContext';
import { GateHistoryView } from './GateHistoryView';
import { useGates } from './useGates';

/** The gate history of the summary. */
export function GateHistorySection() {
  const { window, environment, linkTo } = useTab();
  return (
    <GateHistoryView
      query={useGates()}
      zone={window.zone}
      environment={environment.label}
      allLink={linkTo('gates')}
      setupLink={linkTo('setup')}
      gateLink={gate => linkTo('gates', { gate })}
    />
  );
}

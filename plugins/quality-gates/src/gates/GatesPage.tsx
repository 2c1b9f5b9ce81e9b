import { useTab } from '../entity/TabContext';
import { useQueryValue } from '../entity/useTabState';
import { GateHistoryView } from './GateHistoryView';
import { OutcomesSection } from './OutcomesSection';
import { useDecisions } from './useDecisions';
import { useGates } from './useGates';

/** All gates as strips, and below them the outcomes of all, or of the one that was chosen. */
export function GatesPage() {
  const { window, environment, linkTo } = useTab();
  const gates = useGates();
  const decisions = useDecisions();
  const [gate, setGate] = useQueryValue('gate');
  return (
    <>
      <GateHistoryView
        query={gates}
        zone={window.zone}
        environment={environment.label}
        decisions={decisions}
        setupLink={linkTo('setup')}
        evaluationLink={id =>
          linkTo(`gates/evaluations/${encodeURIComponent(id)}`)
        }
        gateLink={name => linkTo('gates', { gate: name })}
      />
      {(gates.data?.length ?? 0) > 0 && (
        <OutcomesSection
          gates={gates}
          chosen={gate}
          onChooseAll={() => setGate(null)}
        />
      )}
    </>
  );
}

import { useTab } from '../entity/TabContext';
import { RunsView } from './RunsView';
import { useRuns } from './useRuns';

const SHOWN = 400;

/** Runs of every pipeline of the component. */
export function PipelinesPage() {
  const { window, linkTo } = useTab();
  return (
    <RunsView
      query={useRuns(SHOWN)}
      zone={window.zone}
      setupLink={linkTo('setup')}
    />
  );
}

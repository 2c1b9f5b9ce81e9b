import { useTab } from '../entity/TabContext';
import { RunsView } from './RunsView';
import { useRuns } from './useRuns';

const SHOWN = 10;

/** The newest runs, on the summary. */
export function RecentRunsSection() {
  const { window, linkTo } = useTab();
  return (
    <RunsView
      query={useRuns(SHOWN)}
      zone={window.zone}
      allLink={linkTo('pipelines')}
      setupLink={linkTo('setup')}
      runLink={id => linkTo(`pipelines/${encodeURIComponent(id)}`)}
    />
  );
}

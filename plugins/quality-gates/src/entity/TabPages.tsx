import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { makeStyles } from '@material-ui/core/styles';
import { Progress } from '@backstage/core-components';
import { DeployablePage } from '../evaluation/deployable/DeployablePage';
import { EvaluationPage } from '../evaluation/page/EvaluationPage';
import { GatesPage } from '../gates/GatesPage';
import { PolicyPage } from '../policy/PolicyPage';
import { PipelinesPage } from './PipelinesPage';
import { RunPage } from '../run/RunPage';
import { createRootStyles } from '../show/rootStyles';
import { SetupPage } from './SetupPage';
import { SummaryPage } from './SummaryPage';
import { TabFilters } from './TabFilters';
import { TabNavigation } from './TabNavigation';

/** Props of {@link TabPages}. */
export interface TabPagesProps {
  /** True until the first fact has arrived: the summary is then the first steps. */
  readonly silent: boolean;
  readonly lastLookAt: number | undefined;
}

/** The only page with the chart library; the others do not wait for it. */
const DeliveryPage = lazy(() =>
  import('../dora/DeliveryPage').then(m => ({ default: m.DeliveryPage })),
);

const useStyles = makeStyles(theme => {
  return {
    root: {
      ...createRootStyles(theme),
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(2),
      maxWidth: 1650,
    },
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      justifyContent: 'space-between',
      gap: theme.spacing(1, 2),
      minHeight: 32,
    },
  };
});

/** Sub-navigation, filters, and the page that the path below the tab names. */
export function TabPages(props: TabPagesProps) {
  const { silent, lastLookAt } = props;
  const classes = useStyles();
  const steps = <SetupPage silent={silent} lastLookAt={lastLookAt} />;
  return (
    <div className={classes.root}>
      <div className={classes.bar}>
        <TabNavigation />
        {!silent && <TabFilters />}
      </div>
      <Suspense fallback={<Progress />}>
        <Routes>
          <Route path="gates" element={<GatesPage />} />
          <Route path="gates/policy" element={<PolicyPage />} />
          <Route path="gates/deployable" element={<DeployablePage />} />
          <Route path="gates/evaluations/:id" element={<EvaluationPage />} />
          <Route path="delivery" element={<DeliveryPage />} />
          <Route path="pipelines" element={<PipelinesPage />} />
          <Route path="pipelines/:runId" element={<RunPage />} />
          <Route path="setup" element={steps} />
          <Route path="*" element={silent ? steps : <SummaryPage />} />
        </Routes>
      </Suspense>
    </div>
  );
}

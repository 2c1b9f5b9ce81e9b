import { useParams } from 'react-router-dom';
import { makeStyles } from '@material-ui/core/styles';
import BackIcon from '@material-ui/icons/ChevronLeft';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useTab } from '../entity/TabContext';
import { useQueryValue } from '../entity/useTabState';
import { Section } from '../show/Section';
import { SectionError } from '../show/SectionError';
import { SectionSkeleton } from '../show/SectionSkeleton';
import { qualityGatesTranslationRef } from '../translation';
import { RunView } from './RunView';
import { useRunQueries } from './useRunQueries';

const useStyles = makeStyles({
  back: {
    display: 'inline-flex',
    alignItems: 'center',
    justifySelf: 'start',
    fontSize: 13,
    lineHeight: '20px',
  },
});

/** One run, at its own address. */
export function RunPage() {
  const { runId = '' } = useParams();
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { window, linkTo } = useTab();
  const [spanId, setSpanId] = useQueryValue('span');
  const { run, trace, stats } = useRunQueries(runId);
  const known = run.data;
  return (
    <>
      <Link to={linkTo('pipelines')} className={classes.back}>
        <BackIcon fontSize="small" />
        {t('run.all')}
      </Link>
      {known ? (
        <RunView
          run={known}
          trace={trace}
          stats={stats}
          reader={{ zone: window.zone, now: run.loadedAt ?? 0 }}
          setupLink={linkTo('setup')}
          spanId={spanId}
          onOpenSpan={setSpanId}
        />
      ) : (
        <Section title={t('tab.pipelines')}>
          {run.error ? (
            <SectionError
              error={run.error}
              what={t('run.what')}
              onRetry={run.retry}
            />
          ) : (
            <SectionSkeleton rows={12} />
          )}
        </Section>
      )}
    </>
  );
}

import { useParams } from 'react-router-dom';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useTab } from '../entity/TabContext';
import { useQueryValue } from '../entity/useTabState';
import { DetailPage } from '../show/DetailPage';
import { qualityGatesTranslationRef } from '../translation';
import { RunView } from './RunView';
import { useRunQueries } from './useRunQueries';

/** One run, at its own address. */
export function RunPage() {
  const { runId = '' } = useParams();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { window, linkTo } = useTab();
  const [spanId, setSpanId] = useQueryValue('span');
  const { run, trace, stats } = useRunQueries(runId);
  return (
    <DetailPage
      back={{ to: linkTo('pipelines'), label: t('run.all') }}
      title={t('tab.pipelines')}
      what={t('run.what')}
      query={run}
    >
      {known => (
        <RunView
          run={known}
          trace={trace}
          stats={stats}
          reader={{ zone: window.zone, now: run.loadedAt ?? 0 }}
          setupLink={linkTo('setup')}
          spanId={spanId}
          onOpenSpan={setSpanId}
        />
      )}
    </DetailPage>
  );
}

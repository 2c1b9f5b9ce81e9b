import { useParams, useSearchParams } from 'react-router-dom';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useTab } from '../../entity/TabContext';
import { DetailPage } from '../../show/DetailPage';
import { qualityGatesTranslationRef } from '../../translation';
import { EvaluationView } from './EvaluationView';
import { type Subject, useEvaluation } from './useEvaluation';

const WHAT_IF = 'what-if';

/** One evaluation at its own address, or a what-if that its query names. */
export function EvaluationPage() {
  const { id = WHAT_IF } = useParams();
  const [search] = useSearchParams();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { window, linkTo } = useTab();
  const subject: Subject =
    id === WHAT_IF
      ? {
          environment: search.get('environment') ?? '',
          version: search.get('version') ?? '',
        }
      : { id };
  const query = useEvaluation(subject);
  return (
    <DetailPage
      back={{ to: linkTo('gates'), label: t('evaluation.all') }}
      title={t('tab.gates')}
      what={t('evaluation.what')}
      query={query}
    >
      {evaluation => (
        <EvaluationView
          key={evaluation.id}
          evaluation={evaluation}
          recorded={id !== WHAT_IF}
          reader={{ zone: window.zone, now: query.triedAt ?? 0 }}
          onChanged={query.retry}
        />
      )}
    </DetailPage>
  );
}

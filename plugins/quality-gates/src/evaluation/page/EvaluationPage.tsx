import { useParams, useSearchParams } from 'react-router-dom';
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import BackIcon from '@material-ui/icons/ChevronLeft';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useTab } from '../../entity/TabContext';
import { Section } from '../../show/Section';
import { SectionError } from '../../show/SectionError';
import { SectionSkeleton } from '../../show/SectionSkeleton';
import { qualityGatesTranslationRef } from '../../translation';
import { EvaluationView } from './EvaluationView';
import { type Subject, useEvaluation } from './useEvaluation';

const WHAT_IF = 'what-if';

const useStyles = makeStyles({
  back: {
    display: 'inline-flex',
    alignItems: 'center',
    justifySelf: 'start',
    fontSize: 13,
    lineHeight: '20px',
  },
});

/** One evaluation at its own address, or a what-if that its query names. */
export function EvaluationPage() {
  const { id = WHAT_IF } = useParams();
  const [search] = useSearchParams();
  const classes = useStyles();
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
    <>
      <Link to={linkTo('gates')} className={classes.back}>
        <BackIcon fontSize="small" />
        {t('evaluation.all')}
      </Link>
      {query.data ? (
        <EvaluationView
          key={query.data.id}
          evaluation={query.data}
          recorded={id !== WHAT_IF}
          reader={{ zone: window.zone, now: query.triedAt ?? 0 }}
          onChanged={query.retry}
        />
      ) : (
        <Section title={t('tab.gates')}>
          {query.error ? (
            <SectionError
              error={query.error}
              what={t('evaluation.what')}
              onRetry={query.retry}
            />
          ) : (
            <SectionSkeleton rows={12} />
          )}
        </Section>
      )}
    </>
  );
}

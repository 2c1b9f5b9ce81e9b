import type { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Run } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Pages } from '../api/readPages';
import type { Query } from '../api/useQuery';
import { QuerySection } from '../show/QuerySection';
import { SectionMessage } from '../show/SectionMessage';
import { qualityGatesTranslationRef } from '../translation';
import { RunsTable } from './RunsTable';

/** Props of {@link RunsView}. */
export interface RunsViewProps {
  readonly query: Query<Pages<Run>>;
  readonly zone: string;
  /** Where more runs are; undefined when this is that page. */
  readonly allLink?: string;
  readonly setupLink: string;
  runLink(runId: string): string;
  /** What narrows the list. */
  readonly filters?: ReactNode;
  /** Undefined when nothing narrows the list. */
  readonly onClear?: () => void;
  /** Asks for older runs than were read. */
  readonly onOlder?: () => void;
}

const useStyles = makeStyles(theme => ({
  older: { padding: theme.spacing(1, 2) },
}));

/** Runs, newest first. */
export function RunsView(props: RunsViewProps) {
  const { query, zone, allLink, runLink, filters, onOlder } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <QuerySection
      title={allLink ? t('runs.recent') : t('runs.title')}
      what={t('runs.what')}
      query={query}
      zone={zone}
      subtitle={({ items, truncated }) =>
        items.length > 0 &&
        (truncated
          ? t('runs.newest', { count: items.length })
          : t('runs.count', { count: items.length }))
      }
      action={allLink ? <Link to={allLink}>{t('runs.all')}</Link> : filters}
    >
      {({ items, truncated }) => (
        <>
          {items.length > 0 ? (
            <RunsTable
              runs={items}
              reader={{ zone, now: query.loadedAt ?? 0 }}
              runLink={runLink}
            />
          ) : (
            <NoRuns {...props} />
          )}
          {truncated && onOlder && (
            <div className={classes.older}>
              <Button size="small" onClick={onOlder}>
                {t('runs.older')}
              </Button>
            </div>
          )}
        </>
      )}
    </QuerySection>
  );
}

function NoRuns(props: Pick<RunsViewProps, 'onClear' | 'setupLink'>) {
  const { onClear, setupLink } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return onClear ? (
    <SectionMessage
      title={t('runs.noneFiltered')}
      action={
        <Button size="small" variant="outlined" onClick={onClear}>
          {t('runs.clear')}
        </Button>
      }
    >
      {t('runs.noneFilteredWhy')}
    </SectionMessage>
  ) : (
    <SectionMessage
      title={t('runs.none')}
      action={<Link to={setupLink}>{t('runs.connect')}</Link>}
    >
      {t('runs.noneWhy')}
    </SectionMessage>
  );
}

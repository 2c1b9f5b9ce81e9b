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
}

/** Runs, newest first. */
export function RunsView(props: RunsViewProps) {
  const { query, zone, allLink, setupLink } = props;
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
      action={allLink && <Link to={allLink}>{t('runs.all')}</Link>}
      isEmpty={({ items }) => items.length === 0}
      empty={
        <SectionMessage
          title={t('runs.none')}
          action={<Link to={setupLink}>{t('runs.connect')}</Link>}
        >
          {t('runs.noneWhy')}
        </SectionMessage>
      }
    >
      {({ items }) => (
        <RunsTable runs={items} reader={{ zone, now: query.loadedAt ?? 0 }} />
      )}
    </QuerySection>
  );
}

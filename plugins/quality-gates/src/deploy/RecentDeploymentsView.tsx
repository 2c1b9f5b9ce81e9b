import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Deployment } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Query } from '../api/useQuery';
import { formatInstant } from '../show/formatInstant';
import { QuerySection } from '../show/QuerySection';
import { SectionMessage } from '../show/SectionMessage';
import { qualityGatesTranslationRef } from '../translation';
import {
  DeploymentsTable,
  type DeploymentsTableProps,
} from './DeploymentsTable';

/** The newest deployments of a window, or the last one before it. */
export interface RecentDeployments {
  readonly items: readonly Deployment[];
  readonly last: Deployment | null;
}

/** Props of {@link RecentDeploymentsView}. */
export interface RecentDeploymentsViewProps {
  readonly query: Query<RecentDeployments>;
  readonly zone: string;
  /** The chosen one, as a title. */
  readonly environment: string;
  readonly allLink: string;
  readonly setupLink: string;
  readonly verdictOf: DeploymentsTableProps['verdictOf'];
}

/** Recent deployments, newest first. */
export function RecentDeploymentsView(props: RecentDeploymentsViewProps) {
  const { query, zone, environment, allLink, setupLink, verdictOf } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const reader = { zone, now: query.loadedAt ?? 0 };
  const last = query.data?.last;
  const lastAt = last?.finishedAt ?? last?.startedAt;
  return (
    <QuerySection
      title={t('deploy.title')}
      what={t('deploy.what')}
      query={query}
      zone={zone}
      subtitle={({ items }) =>
        items.length > 0 && t('deploy.subtitle', { count: items.length })
      }
      action={<Link to={allLink}>{t('deploy.all')}</Link>}
      skeletonRows={5}
      isEmpty={({ items }) => items.length === 0}
      empty={
        last ? (
          <SectionMessage title={t('deploy.noneInWindow')}>
            {t('deploy.lastOne', {
              version: last.version ?? last.commit ?? last.id,
              when: lastAt ? formatInstant(lastAt, reader) : t('unknown'),
            })}
          </SectionMessage>
        ) : (
          <SectionMessage
            title={t('deploy.never', { environment })}
            action={<Link to={setupLink}>{t('deploy.connect')}</Link>}
          >
            {t('deploy.neverWhy')}
          </SectionMessage>
        )
      }
    >
      {({ items }) => (
        <DeploymentsTable
          deployments={items}
          reader={reader}
          verdictOf={verdictOf}
        />
      )}
    </QuerySection>
  );
}

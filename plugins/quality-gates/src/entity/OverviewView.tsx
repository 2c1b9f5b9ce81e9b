import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Query } from '../api/useQuery';
import { formatEnvironments } from '../show/formatEnvironment';
import { QuerySection } from '../show/QuerySection';
import { SectionMessage } from '../show/SectionMessage';
import { qualityGatesTranslationRef } from '../translation';
import { OverviewGates } from './OverviewGates';
import { OverviewNumbers } from './OverviewNumbers';
import type { Overview } from './readOverview';

/** Props of {@link OverviewView}. */
export interface OverviewViewProps {
  readonly query: Query<Overview>;
  /** Name of the component. */
  readonly name: string;
  /** Where the tab is; undefined when the app shows the card alone. */
  readonly tabLink: string | undefined;
}

/** Numbers with their n, then the gates, then the way to everything. */
export function OverviewView(props: OverviewViewProps) {
  const { query, name, tabLink } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <QuerySection
      title={t('tab.title')}
      what={t('tab.what')}
      query={query}
      zone={query.data?.zone ?? 'UTC'}
      rowHeight={28}
      skeletonRows={6}
      subtitle={({ numbers }) =>
        numbers &&
        t('card.subtitle', {
          environments: formatEnvironments(numbers.report.environments),
        })
      }
      action={tabLink && <Link to={tabLink}>{t('card.open')}</Link>}
      isEmpty={({ numbers }) => numbers === null}
      empty={
        <SectionMessage
          title={t('setup.title', { name })}
          action={tabLink && <Link to={tabLink}>{t('card.start')}</Link>}
        >
          {t('card.silent')}
        </SectionMessage>
      }
    >
      {({ numbers, zone }) =>
        numbers && (
          <>
            <OverviewNumbers report={numbers.report} />
            <OverviewGates
              gates={numbers.gates}
              reader={{ zone, now: query.loadedAt ?? 0 }}
            />
          </>
        )
      }
    </QuerySection>
  );
}

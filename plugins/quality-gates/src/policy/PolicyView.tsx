import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EffectivePolicy } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Query } from '../api/useQuery';
import { ActionMessage } from '../show/ActionMessage';
import { formatEnvironment } from '../show/formatEnvironment';
import { QuerySection } from '../show/QuerySection';
import { Section } from '../show/Section';
import { SectionMessage } from '../show/SectionMessage';
import { qualityGatesTranslationRef } from '../translation';
import { FindingsTable } from './FindingsTable';
import { listValues } from './listValues';
import { ValuesTable } from './ValuesTable';

/** Props of {@link PolicyView}. */
export interface PolicyViewProps {
  readonly query: Query<EffectivePolicy>;
  readonly environment: string;
  readonly zone: string;
}

/** The policy in force for one environment: every value with its origin, and what lint says about it. */
export function PolicyView(props: PolicyViewProps) {
  const { query, zone } = props;
  const environment = formatEnvironment(props.environment);
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const findings = query.data?.findings;
  return (
    <>
      {findings && (findings.length > 0 || query.data?.spec) && (
        <Section
          title={t('policy.findings')}
          subtitle={
            findings.length > 0 &&
            t('policy.findingsCount', { count: findings.length })
          }
        >
          {findings.length > 0 ? (
            <FindingsTable findings={findings} />
          ) : (
            <div style={{ padding: '0 16px 16px' }}>
              <ActionMessage>{t('policy.findingsNone')}</ActionMessage>
            </div>
          )}
        </Section>
      )}
      <QuerySection
        title={t('policy.title', { environment })}
        what={t('policy.what')}
        query={query}
        zone={zone}
        subtitle={({ name, digest }) =>
          name &&
          t('policy.subtitle', {
            name,
            digest:
              digest?.replace(/^sha256:/, '').slice(0, 12) ?? t('unknown'),
          })
        }
        isEmpty={({ spec }) => spec === null}
        empty={
          <SectionMessage title={t('policy.none', { environment })}>
            {t('policy.noneWhy')}
          </SectionMessage>
        }
      >
        {policy => <ValuesTable values={listValues(policy)} />}
      </QuerySection>
    </>
  );
}

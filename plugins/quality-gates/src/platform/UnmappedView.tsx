import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  UNMAPPED_REASONS,
  type Unmapped,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Pages } from '../api/readPages';
import type { Query } from '../api/useQuery';
import { FilterSelect } from '../show/FilterSelect';
import { QuerySection } from '../show/QuerySection';
import { SectionMessage } from '../show/SectionMessage';
import { qualityGatesTranslationRef } from '../translation';
import { readerHere } from './readerHere';
import { UnmappedTable } from './UnmappedTable';

/** Props of {@link UnmappedView}. */
export interface UnmappedViewProps {
  readonly query: Query<Pages<Unmapped>>;
  readonly reason: string | null;
  onReason(reason: string | null): void;
}

/** Facts that belong to no entity, with what would change that. */
export function UnmappedView(props: UnmappedViewProps) {
  const { query, reason, onReason } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const reader = readerHere(query.loadedAt ?? 0);
  return (
    <QuerySection
      title={t('platform.unmapped.title')}
      what={t('platform.unmapped.what')}
      query={query}
      zone={reader.zone}
      subtitle={({ items: { length }, truncated }) => {
        if (length === 0) return '';
        return truncated
          ? t('platform.unmapped.truncated', { number: String(length) })
          : t('platform.unmapped.count', { count: length });
      }}
      action={
        <FilterSelect
          label={t('platform.unmapped.filter')}
          all={t('platform.unmapped.any')}
          value={reason}
          choices={UNMAPPED_REASONS.map(each => ({
            value: each,
            label: t(`platform.unmapped.reason.${each}`),
          }))}
          onChoose={onReason}
        />
      }
      isEmpty={({ items }) => items.length === 0}
      empty={
        <SectionMessage
          title={
            reason ? t('platform.unmapped.noneOf') : t('platform.unmapped.none')
          }
        >
          {t('platform.unmapped.noneWhy')}
        </SectionMessage>
      }
    >
      {({ items }) => <UnmappedTable items={items} reader={reader} />}
    </QuerySection>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DeliveryInfo } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Pages } from '../api/readPages';
import type { Query } from '../api/useQuery';
import { QuerySection } from '../show/QuerySection';
import { SectionMessage } from '../show/SectionMessage';
import { qualityGatesTranslationRef } from '../translation';
import { FailedDeliveriesTable } from './FailedDeliveriesTable';
import { readerHere } from './readerHere';
import { ReplayAllForm, type ReplayAllFormProps } from './ReplayAllForm';

/** Props of {@link FailedDeliveriesView}. */
export interface FailedDeliveriesViewProps {
  readonly query: Query<Pages<DeliveryInfo>>;
  onReplay(id: string): Promise<unknown>;
  readonly onReplayAll: ReplayAllFormProps['onReplay'];
}

/** Failed deliveries with their reason, to replay one or all of a source. */
export function FailedDeliveriesView(props: FailedDeliveriesViewProps) {
  const { query, onReplay, onReplayAll } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const reader = readerHere(query.loadedAt ?? 0);
  return (
    <QuerySection
      title={t('platform.failed.title')}
      what={t('platform.failed.what')}
      query={query}
      zone={reader.zone}
      subtitle={({ items: { length }, truncated }) => {
        if (length === 0) return '';
        return truncated
          ? t('platform.failed.truncated', { number: String(length) })
          : t('platform.failed.count', { count: length });
      }}
      isEmpty={({ items }) => items.length === 0}
      empty={
        <SectionMessage title={t('platform.failed.none')}>
          {t('platform.failed.noneWhy')}
        </SectionMessage>
      }
    >
      {({ items }) => (
        <>
          <ReplayAllForm
            deliveries={items}
            reader={reader}
            onReplay={onReplayAll}
          />
          <FailedDeliveriesTable
            items={items}
            reader={reader}
            onReplay={onReplay}
          />
        </>
      )}
    </QuerySection>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Deployment,
  DoraReport,
  Incident,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Query } from '../api/useQuery';
import { QuerySection } from '../show/QuerySection';
import { qualityGatesTranslationRef } from '../translation';
import { EventTables } from './EventTables';
import { MetricPanel } from './MetricPanel';
import { MetricPills } from './MetricPills';
import type { MetricId } from './metrics';
import { selectEvents } from './selectEvents';

/** Everything of the window that numbers are made of. */
export interface WindowEvents {
  readonly deployments: readonly Deployment[];
  readonly incidents: readonly Incident[];
  /** More exist than were read. */
  readonly truncated: boolean;
}

/** Props of {@link DeliveryView}. */
export interface DeliveryViewProps {
  readonly metric: MetricId;
  readonly report: Query<DoraReport>;
  readonly events: Query<WindowEvents>;
  readonly zone: string;
  onMetric(metric: MetricId): void;
}

/** A metric's chart above the tables of its events. */
export function DeliveryView(props: DeliveryViewProps) {
  const { metric, report, events, zone, onMetric } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <>
      <MetricPills chosen={metric} onChoose={onMetric} />
      <QuerySection
        title={t(`dora.metric.${metric}`)}
        what={t('dora.what')}
        query={report}
        zone={zone}
        subtitle={() => t(`dora.definition.${metric}`)}
        skeletonRows={9}
      >
        {data => <MetricPanel key={metric} metric={metric} report={data} />}
      </QuerySection>
      {events.data ? (
        <EventTables
          metric={metric}
          events={selectEvents(
            metric,
            events.data.deployments,
            events.data.incidents,
          )}
          truncated={events.data.truncated}
          reader={{ zone, now: events.loadedAt ?? 0 }}
        />
      ) : (
        <QuerySection
          title={t('events.deployments')}
          what={t('events.what')}
          query={events}
          zone={zone}
        >
          {() => null}
        </QuerySection>
      )}
    </>
  );
}

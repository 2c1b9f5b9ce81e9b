import { useApi } from '@backstage/core-plugin-api';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { readPages } from '../api/readPages';
import { useQuery } from '../api/useQuery';
import { useTab } from '../entity/TabContext';
import { useQueryValue } from '../entity/useTabState';
import { DeliveryView } from './DeliveryView';
import { parseMetric } from './metrics';
import { useDora } from './useDora';

const MAX_EVENTS = 1_000;
const REFRESH_MS = 60_000;

/** One metric over the window, and the deployments, commits and incidents it is made of. */
export function DeliveryPage() {
  const tab = useTab();
  const { entityRef, environment, window } = tab;
  const api = useApi(qualityGatesApiRef);
  const [asked, setMetric] = useQueryValue('metric');
  const span = {
    environment: environment.environments,
    from: window.from,
    to: window.to,
  };
  const report = useDora(tab);
  const events = useQuery({
    key: JSON.stringify(['events', entityRef, span]),
    refreshMs: () => REFRESH_MS,
    read: async signal => {
      const [deployments, incidents] = await Promise.all([
        readPages(
          page => api.readDeployments(entityRef, { ...span, ...page }, signal),
          MAX_EVENTS,
        ),
        readPages(
          page =>
            api.readIncidents(
              entityRef,
              { from: span.from, to: span.to, ...page },
              signal,
            ),
          MAX_EVENTS,
        ),
      ]);
      return {
        deployments: deployments.items,
        incidents: incidents.items,
        truncated: deployments.truncated || incidents.truncated,
      };
    },
  });
  return (
    <DeliveryView
      metric={parseMetric(asked)}
      onMetric={setMetric}
      report={report}
      events={events}
      zone={window.zone}
    />
  );
}

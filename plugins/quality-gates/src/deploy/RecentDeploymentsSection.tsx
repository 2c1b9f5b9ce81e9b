import { useApi } from '@backstage/core-plugin-api';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { useQuery } from '../api/useQuery';
import { useTab } from '../entity/TabContext';
import { useDeploymentVerdicts } from './useDeploymentVerdicts';
import { RecentDeploymentsView } from './RecentDeploymentsView';

const SHOWN = 10;
const REFRESH_MS = 30_000;

/** The newest deployments of the window; with none, the last one there was. */
export function RecentDeploymentsSection() {
  const { entityRef, environment, window, linkTo } = useTab();
  const api = useApi(qualityGatesApiRef);
  const { from, to } = window;
  const environments = { environment: environment.environments };
  const query = useQuery({
    key: JSON.stringify(['deployments', entityRef, environments, from, to]),
    refreshMs: () => REFRESH_MS,
    read: async signal => {
      const { items } = await api.readDeployments(
        entityRef,
        { ...environments, from, to, limit: SHOWN },
        signal,
      );
      if (items.length > 0) return { items, last: null };
      const older = await api.readDeployments(
        entityRef,
        { ...environments, to, limit: 1 },
        signal,
      );
      return { items, last: older.items[0] ?? null };
    },
  });
  const verdictOf = useDeploymentVerdicts();
  return (
    <RecentDeploymentsView
      query={query}
      verdictOf={verdictOf}
      zone={window.zone}
      environment={environment.label}
      allLink={linkTo('delivery', { metric: 'deploymentFrequency' })}
      setupLink={linkTo('setup')}
    />
  );
}

import { useApi } from '@backstage/core-plugin-api';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { useQuery } from '../api/useQuery';
import { useTab } from '../entity/TabContext';
import { LintSection } from './LintSection';
import { PolicyView } from './PolicyView';

/** The policy in force for each chosen environment, and a box to check another one. */
export function PolicyPage() {
  const { environment } = useTab();
  return (
    <>
      {environment.environments.map(name => (
        <PolicyOf key={name} environment={name} />
      ))}
      <LintSection />
    </>
  );
}

function PolicyOf(props: { environment: string }) {
  const { environment } = props;
  const { entityRef, window } = useTab();
  const api = useApi(qualityGatesApiRef);
  const query = useQuery({
    key: JSON.stringify(['policy', entityRef, environment]),
    read: signal => api.readPolicy(entityRef, { environment }, signal),
  });
  return (
    <PolicyView query={query} environment={environment} zone={window.zone} />
  );
}

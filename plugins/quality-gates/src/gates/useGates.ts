import { useApi } from '@backstage/core-plugin-api';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { readPages } from '../api/readPages';
import { useQuery } from '../api/useQuery';
import { useTab } from '../entity/TabContext';

const MAX_GATES = 200;
const REFRESH_MS = 30_000;

/** Gates of the chosen environment with their newest outcomes. */
export function useGates() {
  const { entityRef, environment } = useTab();
  const api = useApi(qualityGatesApiRef);
  const query = { environment: environment.environments };
  return useQuery({
    key: JSON.stringify(['gates', entityRef, query]),
    refreshMs: () => REFRESH_MS,
    read: async signal =>
      (
        await readPages(
          page => api.readGates(entityRef, { ...query, ...page }, signal),
          MAX_GATES,
        )
      ).items,
  });
}

import { useApi } from '@backstage/core-plugin-api';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { useQuery } from '../api/useQuery';
import { useTab } from '../entity/TabContext';
import { STRIP_COLUMNS } from './layoutStrip';

const REFRESH_MS = 30_000;

/** The newest answers of the chosen environment by the id of their evaluation; empty while they are not known. */
export function useDecisions() {
  const { entityRef, environment } = useTab();
  const api = useApi(qualityGatesApiRef);
  const query = {
    environment: environment.environments,
    limit: STRIP_COLUMNS * 2,
  };
  const { data } = useQuery({
    key: JSON.stringify(['decisions', entityRef, query]),
    refreshMs: () => REFRESH_MS,
    read: signal => api.readEvaluations(entityRef, query, signal),
  });
  return new Map((data?.items ?? []).map(one => [one.id, one]));
}

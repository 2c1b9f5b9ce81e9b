import { useApi } from '@backstage/core-plugin-api';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { type Pages, readPages } from '../api/readPages';
import { type Query, useQuery } from '../api/useQuery';
import { useTab } from '../entity/TabContext';
import type { Run } from '@quality-gates/backstage-plugin-quality-gates-common';

const REFRESH_MS = 30_000;

/** The newest runs of the component, at most `max`. */
export function useRuns(max: number): Query<Pages<Run>> {
  const { entityRef } = useTab();
  const api = useApi(qualityGatesApiRef);
  return useQuery({
    key: JSON.stringify(['runs', entityRef, max]),
    refreshMs: () => REFRESH_MS,
    read: signal =>
      readPages(page => api.readRuns(entityRef, page, signal), max),
  });
}

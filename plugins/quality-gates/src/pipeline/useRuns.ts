import { useEffect, useRef } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { type Pages, readPages } from '../api/readPages';
import { type Query, useQuery } from '../api/useQuery';
import { useTab } from '../entity/TabContext';
import type { Run } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { RunFilter } from './filterRuns';

const REFRESH_MS = 30_000;

/** The newest runs of the component, at most `max`. With a larger `max` those that are shown stay until all are there. */
export function useRuns(
  max: number,
  filter: RunFilter = {},
): Query<Pages<Run>> {
  const { entityRef } = useTab();
  const api = useApi(qualityGatesApiRef);
  const query = useQuery({
    key: JSON.stringify(['runs', entityRef, filter]),
    refreshMs: () => REFRESH_MS,
    read: signal =>
      readPages(
        page => api.readRuns(entityRef, { ...page, ...filter }, signal),
        max,
      ),
  });
  const { retry } = query;
  const asked = useRef(max);
  useEffect(() => {
    if (asked.current === max) return;
    asked.current = max;
    retry();
  }, [max, retry]);
  return query;
}

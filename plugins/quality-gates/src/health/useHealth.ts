import { useApi } from '@backstage/core-plugin-api';
import type { PipelineReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { type Query, useQuery } from '../api/useQuery';
import { useTab } from '../entity/TabContext';

const REFRESH_MS = 60_000;

/** How the pipelines of the component did in the window of the tab. */
export function useHealth(): Query<PipelineReport> {
  const { entityRef, window } = useTab();
  const api = useApi(qualityGatesApiRef);
  const { from, to } = window;
  return useQuery({
    key: JSON.stringify(['pipelines', entityRef, from, to]),
    refreshMs: () => REFRESH_MS,
    read: signal => api.readPipelines(entityRef, { from, to }, signal),
  });
}

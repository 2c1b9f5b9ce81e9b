import { useApi } from '@backstage/core-plugin-api';
import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { type Query, useQuery } from '../api/useQuery';
import type { Tab } from '../entity/TabContext';

const REFRESH_MS = 60_000;

/** What a report is asked for. */
export type DoraQuestion = Pick<Tab, 'entityRef' | 'environment' | 'window'>;

/** The DORA report of a component, compared with the window before. Windows of 90 days come by the week. */
export function useDora(question: DoraQuestion): Query<DoraReport> {
  const { entityRef, environment, window } = question;
  const api = useApi(qualityGatesApiRef);
  const query = {
    environment: environment.environments,
    from: window.from,
    to: window.to,
    timezone: window.zone,
    bucket: window.days > 30 ? ('week' as const) : ('day' as const),
    compare: 'previous' as const,
  };
  return useQuery({
    key: JSON.stringify(['dora', entityRef, query]),
    read: signal => api.readDora(entityRef, query, signal),
    refreshMs: () => REFRESH_MS,
  });
}

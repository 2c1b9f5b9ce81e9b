import { useApi } from '@backstage/core-plugin-api';
import type { Incident } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../../api/QualityGatesApi';
import { useQuery } from '../../api/useQuery';
import { useTab } from '../../entity/TabContext';

const REFRESH_MS = 30_000;
const LOOKED_AT = 50;

/** Incidents of the chosen environment that began in the window and are open now, newest first. */
export function useOpenIncidents(): readonly Incident[] {
  const { entityRef, environment, window } = useTab();
  const api = useApi(qualityGatesApiRef);
  const { from, to } = window;
  const asked = { environment: environment.environments, from, to };
  const query = useQuery({
    key: JSON.stringify(['open-incidents', entityRef, asked]),
    refreshMs: () => REFRESH_MS,
    read: signal =>
      api.readIncidents(entityRef, { ...asked, limit: LOOKED_AT }, signal),
  });
  const open = (query.data?.items ?? []).filter(
    ({ resolvedAt }) => resolvedAt === null,
  );
  return [...open].sort((a, b) => b.openedAt.localeCompare(a.openedAt));
}

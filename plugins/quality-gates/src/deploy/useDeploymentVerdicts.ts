import { useApi } from '@backstage/core-plugin-api';
import type { Deployment } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { useQuery } from '../api/useQuery';
import { useTab } from '../entity/TabContext';
import { findVerdict } from './findVerdict';
import type { DeploymentVerdict } from './VerdictCell';

const LOOKED_AT = 200;
const REFRESH_MS = 30_000;

/** Finds the answer beside a deployment, among the newest of the chosen environment. */
export function useDeploymentVerdicts(): (
  deployment: Deployment,
) => DeploymentVerdict {
  const { entityRef, environment, linkTo } = useTab();
  const api = useApi(qualityGatesApiRef);
  const query = { environment: environment.environments, limit: LOOKED_AT };
  const { data } = useQuery({
    key: JSON.stringify(['deployment-verdicts', entityRef, query]),
    refreshMs: () => REFRESH_MS,
    read: signal => api.readEvaluations(entityRef, query, signal),
  });
  return deployment => {
    if (!data) return { state: 'unknown' };
    const found = findVerdict(deployment, data.items);
    // What lies beyond the newest ones is not known to be missing.
    if (!found) return { state: data.nextCursor ? 'unknown' : 'not-asked' };
    const { id, decision, failedOpen } = found;
    const link = linkTo(`gates/evaluations/${encodeURIComponent(id)}`);
    return { state: 'asked', decision, failedOpen, link };
  };
}

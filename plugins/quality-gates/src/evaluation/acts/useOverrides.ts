import { useApi } from '@backstage/core-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../../api/QualityGatesApi';
import { useQuery } from '../../api/useQuery';
import { type OverrideRules, readOverrideRules } from './overrideRules';

/** What the policy asks of a waiver or of breaking the glass; undefined until it is known. The backend decides. */
export function useOverrides(
  { entityRef, environment }: Evaluation,
  of: 'waiver' | 'breakGlass',
): OverrideRules | undefined {
  const api = useApi(qualityGatesApiRef);
  const policy = useQuery({
    key: JSON.stringify(['policy', entityRef, environment]),
    read: signal => api.readPolicy(entityRef, { environment }, signal),
  });
  return policy.data && readOverrideRules(policy.data.spec, of);
}

import { useApi } from '@backstage/core-plugin-api';
import type {
  EnvironmentState,
  Evaluation,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../../api/QualityGatesApi';
import { useQuery } from '../../api/useQuery';

/** What runs where an answer is about; null when nothing is known to, undefined while it is not known. */
export function useRunsThere({
  entityRef,
  environment,
}: Evaluation): EnvironmentState['current'] | undefined {
  const api = useApi(qualityGatesApiRef);
  const { data } = useQuery({
    key: JSON.stringify(['environments', entityRef]),
    read: signal => api.readEnvironments(entityRef, signal),
  });
  if (!data) return undefined;
  return data.find(({ name }) => name === environment)?.current ?? null;
}

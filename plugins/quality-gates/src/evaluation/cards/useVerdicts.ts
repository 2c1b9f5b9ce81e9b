import { toError } from '@backstage/errors';
import { useApi } from '@backstage/core-plugin-api';
import { qualityGatesApiRef } from '../../api/QualityGatesApi';
import { useQuery } from '../../api/useQuery';
import { useTab } from '../../entity/TabContext';
import { useQueryValue } from '../../entity/useTabState';
import { chooseVerdict, needsWhatIf, type WhatIf } from './chooseVerdict';
import { listVersions } from './listVersions';

const REFRESH_MS = 10_000;
const WHAT_IF_REFRESH_MS = 60_000;

/** What runs where and, for the chosen version, the answer of each environment. */
export function useVerdicts() {
  const { entityRef } = useTab();
  const api = useApi(qualityGatesApiRef);
  const [asked, setVersion] = useQueryValue('version');
  const environments = useQuery({
    key: entityRef,
    refreshMs: () => REFRESH_MS,
    read: signal => api.readEnvironments(entityRef, signal),
  });
  const states = environments.data ?? [];
  const versions = listVersions(states);
  const version = asked ?? versions[0]?.version ?? null;
  const open = states
    .filter(state => version !== null && needsWhatIf(state, version))
    .map(({ name }) => name);
  const whatIfs = useQuery({
    key: JSON.stringify(['what-if', entityRef, version, open]),
    refreshMs: () => (open.length > 0 ? WHAT_IF_REFRESH_MS : undefined),
    read: signal =>
      Promise.all(
        open.map(async (environment): Promise<[string, WhatIf]> => {
          try {
            const query = { entityRef, environment, version: version! };
            const evaluation = await api.canIDeploy(query, signal);
            return [environment, { evaluation }];
          } catch (error) {
            return [environment, { error: toError(error) }];
          }
        }),
      ),
  });
  const answers = new Map(whatIfs.data);
  const now = environments.loadedAt ?? 0;
  return {
    environments,
    versions,
    version,
    setVersion,
    retryWhatIfs: whatIfs.retry,
    verdicts:
      version === null
        ? []
        : states.map(environment => ({
            environment,
            verdict: chooseVerdict(environment, version, {
              whatIf: answers.get(environment.name),
              now,
            }),
          })),
  };
}

/** What {@link useVerdicts} gives for one environment. */
export type EnvironmentVerdict = ReturnType<
  typeof useVerdicts
>['verdicts'][number];

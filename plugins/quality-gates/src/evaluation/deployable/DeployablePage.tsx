import useAsync from 'react-use/esm/useAsync';
import { discoveryApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { qualityGatesApiRef } from '../../api/QualityGatesApi';
import { useQuery } from '../../api/useQuery';
import { useTab } from '../../entity/TabContext';
import { DetailPage } from '../../show/DetailPage';
import { qualityGatesTranslationRef } from '../../translation';
import { createAskSnippet } from './createAskSnippet';
import { DeployableView } from './DeployableView';

const REFRESH_MS = 15_000;

/** The reverse question: which version could go to the chosen environments? */
export function DeployablePage() {
  const { entityRef, environment, window, linkTo } = useTab();
  const api = useApi(qualityGatesApiRef);
  const discovery = useApi(discoveryApiRef);
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { environments } = environment;
  const query = useQuery({
    key: JSON.stringify(['deployable', entityRef, environments]),
    refreshMs: () => REFRESH_MS,
    read: signal =>
      Promise.all(
        environments.map(name =>
          api.readDeployable(entityRef, { environment: name }, signal),
        ),
      ),
  });
  const { value: baseUrl } = useAsync(
    () => discovery.getBaseUrl('quality-gates'),
    [discovery],
  );
  const snippet = createAskSnippet({
    baseUrl: baseUrl ?? '/api/quality-gates',
    entityRef,
    environment: environments[0] ?? 'production',
  });
  return (
    <DetailPage
      back={{ to: linkTo(''), label: t('deployable.back') }}
      title={t('deployable.title')}
      what={t('deployable.what')}
      query={query}
    >
      {answers => (
        <DeployableView
          answers={answers}
          snippet={snippet}
          reader={{ zone: window.zone, now: query.loadedAt ?? 0 }}
        />
      )}
    </DetailPage>
  );
}

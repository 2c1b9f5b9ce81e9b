import { useEntity } from '@backstage/plugin-catalog-react';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { useQuery } from '../api/useQuery';
import { QueryPlaceholder } from '../show/QueryPlaceholder';
import { Section } from '../show/Section';
import { qualityGatesTranslationRef } from '../translation';
import { type Arrivals, readArrivals } from './readArrivals';
import { TabProvider } from './TabContext';
import { TabPages } from './TabPages';
import { useTabState } from './useTabState';

const LISTENING_MS = 5_000;
const REFRESH_MS = 60_000;

/** The entity tab: asks what has arrived, then shows either the first steps or the pages. */
export function QualityGatesTab() {
  const { entity } = useEntity();
  const api = useApi(qualityGatesApiRef);
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const entityRef = stringifyEntityRef(entity);
  const arrivals = useQuery({
    key: entityRef,
    read: signal => readArrivals(api, entityRef, signal),
    refreshMs: known => (known?.silent ? LISTENING_MS : REFRESH_MS),
  });
  if (arrivals.data) {
    return (
      <Ready
        entity={entity}
        arrivals={arrivals.data}
        lastLookAt={arrivals.triedAt}
      />
    );
  }
  return (
    <Section title={t('tab.title')}>
      <QueryPlaceholder query={arrivals} what={t('tab.what')} rows={12} />
    </Section>
  );
}

function Ready(props: {
  entity: Entity;
  arrivals: Arrivals;
  lastLookAt: number | undefined;
}) {
  const { entity, arrivals, lastLookAt } = props;
  const tab = useTabState(entity, arrivals.setup);
  return (
    <TabProvider value={tab}>
      <TabPages silent={arrivals.silent} lastLookAt={lastLookAt} />
    </TabProvider>
  );
}

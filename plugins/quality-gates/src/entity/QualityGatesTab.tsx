import { useEntity } from '@backstage/plugin-catalog-react';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Setup } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { type Query, useQuery } from '../api/useQuery';
import { Section } from '../show/Section';
import { SectionError } from '../show/SectionError';
import { SectionSkeleton } from '../show/SectionSkeleton';
import { qualityGatesTranslationRef } from '../translation';
import { TabProvider } from './TabContext';
import { TabPages } from './TabPages';
import { useTabState } from './useTabState';

const LISTENING_MS = 5_000;
const REFRESH_MS = 60_000;

/** Whether nothing about a component has arrived yet. */
function isSilent(setup: Setup | undefined): boolean {
  return setup !== undefined && Object.keys(setup.firstAt).length === 0;
}

/** The entity tab: asks what is set up, then shows either the first steps or the pages. */
export function QualityGatesTab() {
  const { entity } = useEntity();
  const api = useApi(qualityGatesApiRef);
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const entityRef = stringifyEntityRef(entity);
  const setup = useQuery({
    key: entityRef,
    read: signal => api.readSetup(entityRef, signal),
    refreshMs: known => (isSilent(known) ? LISTENING_MS : REFRESH_MS),
  });
  if (setup.data) return <Ready entity={entity} query={setup} />;
  return (
    <Section title={t('tab.title')}>
      {setup.error ? (
        <SectionError
          error={setup.error}
          what={t('tab.what')}
          onRetry={setup.retry}
        />
      ) : (
        <SectionSkeleton rows={12} />
      )}
    </Section>
  );
}

function Ready(props: { entity: Entity; query: Query<Setup> }) {
  const { entity, query } = props;
  const setup = query.data!;
  const tab = useTabState(entity, setup);
  return (
    <TabProvider value={tab}>
      <TabPages silent={isSilent(setup)} lastLookAt={query.triedAt} />
    </TabProvider>
  );
}

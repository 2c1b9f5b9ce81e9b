import { useEntity } from '@backstage/plugin-catalog-react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { useQuery } from '../api/useQuery';
import { tabRouteRef } from '../routes';
import { OverviewView } from './OverviewView';
import { readOverview } from './readOverview';

const REFRESH_MS = 60_000;

/** The overview card: the numbers of the last 30 days and the gates that do not pass. */
export function OverviewCard() {
  const { entity } = useEntity();
  const api = useApi(qualityGatesApiRef);
  const tabPath = useRouteRef(tabRouteRef);
  const entityRef = stringifyEntityRef(entity);
  const query = useQuery({
    key: entityRef,
    read: signal => readOverview({ api, entityRef, now: Date.now(), signal }),
    refreshMs: () => REFRESH_MS,
  });
  return (
    <OverviewView
      query={query}
      name={entity.metadata.name}
      tabLink={tabPath?.()}
    />
  );
}

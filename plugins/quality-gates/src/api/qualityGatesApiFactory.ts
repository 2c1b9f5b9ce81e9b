import {
  type DiscoveryApi,
  discoveryApiRef,
  type FetchApi,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { QualityGatesClient } from '@quality-gates/backstage-plugin-quality-gates-common';
import { type QualityGatesApi, qualityGatesApiRef } from './QualityGatesApi';

/** How both frontend systems make the {@link QualityGatesApi}: the client, with the user's own credentials. */
export const qualityGatesApiFactory = {
  api: qualityGatesApiRef,
  deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
  factory: (deps: {
    discoveryApi: DiscoveryApi;
    fetchApi: FetchApi;
  }): QualityGatesApi => new QualityGatesClient(deps),
};

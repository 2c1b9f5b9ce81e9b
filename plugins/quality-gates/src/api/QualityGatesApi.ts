import { createApiRef } from '@backstage/core-plugin-api';
import type { QualityGatesClient } from '@quality-gates/backstage-plugin-quality-gates-common';

/** Everything the screens read; the client of the common package fits, and so does a test's own object. */
export type QualityGatesApi = Pick<
  QualityGatesClient,
  keyof QualityGatesClient
>;

/** Where screens find the {@link QualityGatesApi}, in both frontend systems. */
export const qualityGatesApiRef = createApiRef<QualityGatesApi>({
  id: 'plugin.quality-gates.client',
});

import type { Setup } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { QualityGatesApi } from '../api/QualityGatesApi';

/** What has arrived for a component. */
export interface Arrivals {
  readonly setup: Setup;
  /** True until the first fact has arrived or somebody has asked whether to deploy. */
  readonly silent: boolean;
}

/** Asks what has arrived for a component; only where no fact has, whether somebody asked about it all the same. */
export async function readArrivals(
  api: QualityGatesApi,
  entityRef: string,
  signal: AbortSignal,
): Promise<Arrivals> {
  const setup = await api.readSetup(entityRef, signal);
  if (Object.keys(setup.firstAt).length > 0) return { setup, silent: false };
  const { items } = await api.readEvaluations(entityRef, { limit: 1 }, signal);
  return { setup, silent: items.length === 0 };
}

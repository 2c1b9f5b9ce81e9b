import type {
  DoraReport,
  Gate,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { QualityGatesApi } from '../api/QualityGatesApi';
import { readArrivals } from './readArrivals';
import { chooseEnvironment, listEnvironmentChoices } from './selection';
import { createWindow } from './window';

/** What the overview card shows; null numbers = nothing has arrived yet. */
export interface Overview {
  readonly zone: string;
  readonly numbers: {
    readonly report: DoraReport;
    readonly gates: readonly Gate[];
  } | null;
}

/** Asks for the numbers of the last 30 days in production, unless nothing is known of the entity at all. */
export async function readOverview(options: {
  api: QualityGatesApi;
  entityRef: string;
  now: number;
  signal: AbortSignal;
}): Promise<Overview> {
  const { api, entityRef, now, signal } = options;
  const { setup, silent } = await readArrivals(api, entityRef, signal);
  const { timezone: zone, environments } = setup;
  if (silent) return { zone, numbers: null };
  const { from, to } = createWindow({ days: 30, zone, now });
  const production = chooseEnvironment(
    listEnvironmentChoices(environments),
    null,
  );
  const environment = production.environments;
  const [report, gates] = await Promise.all([
    api.readDora(
      entityRef,
      { environment, from, to, timezone: zone, compare: 'previous' },
      signal,
    ),
    api.readGates(entityRef, { environment }, signal),
  ]);
  return { zone, numbers: { report, gates: gates.items } };
}

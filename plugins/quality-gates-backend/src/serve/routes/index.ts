import type { Route } from '../Route';
import { refreshCatalog } from './catalog';
import { deliveries, replayDeliveries, replayDelivery } from './deliveries';
import { entityDora, pooledDora } from './dora';
import { gateOutcomes, gates } from './gates';
import { deployments, incidents } from './history';
import { createOpenApiRoute } from './openapi';
import { outbox, retryNotice } from './outbox';
import { run, runs, trace } from './runs';
import { setup } from './setup';
import { unmapped } from './unmapped';

const described: readonly Route[] = [
  entityDora,
  pooledDora,
  deployments,
  incidents,
  runs,
  run,
  trace,
  gates,
  gateOutcomes,
  setup,
  unmapped,
  deliveries,
  replayDelivery,
  replayDeliveries,
  outbox,
  retryNotice,
  refreshCatalog,
];

/** Every reading route. */
export const routes: readonly Route[] = [
  ...described,
  createOpenApiRoute(described),
];

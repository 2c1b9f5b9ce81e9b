import type { Route } from '../Route';
import { refreshCatalog } from './catalog';
import { deliveries, replayDelivery } from './deliveries';
import { askEvaluation, evaluation, evaluations } from './evaluations';
import { entityDora, pooledDora } from './dora';
import { gateOutcomes, gates } from './gates';
import { deployments, incidents } from './history';
import { createOpenApiRoute } from './openapi';
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
  askEvaluation,
  evaluation,
  evaluations,
  setup,
  unmapped,
  deliveries,
  replayDelivery,
  refreshCatalog,
];

/** Every reading route. */
export const routes: readonly Route[] = [
  ...described,
  createOpenApiRoute(described),
];

import type { Route } from '../Route';
import { canIDeploy } from './canIDeploy';
import { refreshCatalog } from './catalog';
import { deliveries, replayDeliveries, replayDelivery } from './deliveries';
import { askEvaluation, evaluation, evaluations } from './evaluations';
import { entityDora, pooledDora } from './dora';
import { deployable, environments } from './environments';
import {
  approve,
  breakGlass,
  claim,
  invalidate,
  rerun,
  waive,
} from './evaluationChanges';
import {
  effectivePolicy,
  lintPolicy,
  policies,
  policySchema,
} from './policies';
import { gateOutcomes, gates } from './gates';
import { deployments, incidents } from './history';
import { createOpenApiRoute } from './openapi';
import { pipelines } from './pipelines';
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
  pipelines,
  gates,
  gateOutcomes,
  askEvaluation,
  evaluation,
  evaluations,
  approve,
  waive,
  breakGlass,
  invalidate,
  rerun,
  claim,
  canIDeploy,
  environments,
  deployable,
  effectivePolicy,
  policies,
  lintPolicy,
  policySchema,
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

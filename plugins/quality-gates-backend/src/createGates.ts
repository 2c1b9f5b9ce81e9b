import type {
  AuthService,
  LoggerService,
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { parseEntityRef } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { repositoryClaims } from './attribution';
import type { QualityGatesConfig } from './config';
import { createDecisionCounter } from './countDecision';
import type { Environments } from './environments';
import {
  createEffectivePolicies,
  createEvaluations,
  createGateSources,
  createPolicies,
  createPolicyReader,
  createRepositoryFiles,
  probeUnreadablePolicy,
  UNREADABLE_POLICY,
  watchCircuits,
  type GateKindRegistry,
} from './gates';
import { createLoop } from './loop';
import { createTitles } from './createTitles';
import { recordEvaluation, type PipelineLink } from './recordEvaluation';
import type { Store } from './store/types';
import { pipelineOf } from './telemetry';

/** What gates are made of. */
export interface GatesOptions {
  readonly auth: AuthService;
  readonly catalog: CatalogService;
  readonly config: QualityGatesConfig;
  readonly environments: Environments;
  readonly kinds: GateKindRegistry;
  readonly logger: LoggerService;
  readonly metrics: Pick<MetricsService, 'createCounter'>;
  readonly now: () => number;
  readonly rootConfig: RootConfigService;
  readonly store: Store;
  readonly urlReader: Pick<UrlReaderService, 'readUrl'>;
}

/** Backstop for what other replicas and the clock make due. */
const POLL_MS = 1_000;
/** How long before it asks a run may have begun. */
const RUN_MS = 86_400_000;
/** Traces of a run that are looked into. */
const MOST_TRACES = 3;

/** Kinds, sources, policies and evaluations. Wiring only. Throws InputError when a policy or source cannot be used. */
export function createGates(options: GatesOptions) {
  const { auth, catalog, config, environments, kinds, logger } = options;
  const section =
    options.rootConfig.getOptionalConfig('qualityGates') ??
    new ConfigReader({});
  const integrations = ScmIntegrations.fromConfig(options.rootConfig);
  const sources = createGateSources(section, {
    integrations,
    watcher: watchCircuits(options),
    now: options.now,
  });
  const policies = createPolicies({
    policies: config.policies,
    kinds,
    sources: sources.types,
    environments,
  });
  for (const { severity, policy, path, message } of policies.findings) {
    const words = `Policy ${policy ?? ''} ${path}: ${message}`;
    if (severity === 'error') logger.error(words);
    else logger.warn(words);
  }
  const env = { config: section, source: sources.source };
  const probes = new Map(
    kinds.list().map(kind => [kind.kind, kind.setup(env)]),
  );
  const readEntity = async (entityRef: string) =>
    catalog.getEntityByRef(entityRef, {
      credentials: await auth.getOwnServiceCredentials(),
    });
  const files = createRepositoryFiles({
    ...options,
    repositoryOf: ({ metadata }) =>
      repositoryClaims(metadata.annotations ?? {}).at(0)?.repository,
    integrations,
  });
  const effective = createEffectivePolicies(policies, files);
  const count = createDecisionCounter(options.metrics);
  const evaluations = createEvaluations({
    ...options,
    readEntity,
    titles: createTitles(options),
    pageOf: createPageOf(options.rootConfig),
    policies: effective,
    files,
    probeOf: kind =>
      kind === UNREADABLE_POLICY ? probeUnreadablePolicy : probes.get(kind),
    onDecision: async (evaluation, { traceparent = '' }) => {
      count(evaluation);
      const asking = pipelineOf({ traceparent });
      const links = asking.length
        ? asking
        : await readLinks(evaluation, options.store);
      recordEvaluation(evaluation, links);
    },
    startLoop: work =>
      createLoop({
        ...{ work, logger, everyMs: POLL_MS },
        what: 'work on evaluations',
      }),
  });
  return {
    evaluations,
    policyReader: createPolicyReader({
      ...{ policies, effective, kinds, readEntity, environments },
    }),
    isInRepository: createRepositoryCheck(options.rootConfig, readEntity),
  };
}

/**
 * Why nobody may override gates here, with the key to set: without a permission framework everybody might. Undefined
 * where it decides who may.
 */
export function whyOverridesAreRefused(
  rootConfig: RootConfigService,
  { overrides }: QualityGatesConfig,
): string | undefined {
  const decides = rootConfig.getOptionalBoolean('permission.enabled') ?? false;
  return decides || overrides.allowWithoutPermissions
    ? undefined
    : 'Nothing says who may override gates, because permission.enabled is not true; set qualityGates.overrides.allowWithoutPermissions: true to let everybody who is signed in';
}

/** Gates as they are wired. */
export type Gates = ReturnType<typeof createGates>;

/** Pages of evaluations below `app.baseUrl`, where the tab of an entity has its default path. */
function createPageOf(rootConfig: RootConfigService) {
  const base = rootConfig.getOptionalString('app.baseUrl')?.replace(/\/+$/, '');
  if (base === undefined) return undefined;
  return ({ id, entityRef }: { id: string; entityRef: string }) => {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const entity = [namespace, kind, name].map(encodeURIComponent).join('/');
    return `${base}/catalog/${entity}/quality-gates/gates/evaluations/${id}`;
  };
}

/** For a run that did not say which of its spans asks: the first of each of its traces that is known by now. */
async function readLinks(
  { entityRef, createdAt, links }: Evaluation,
  store: Store,
): Promise<PipelineLink[]> {
  const urls = links.map(({ url }) => url);
  if (urls.length === 0) return [];
  const from = Date.parse(createdAt) - RUN_MS;
  const { rows } = await store.listRuns({ entityRef, from, limit: 50 });
  const asking = rows.filter(({ url }) => url && urls.includes(url));
  const traceIds = [...new Set(asking.flatMap(one => one.traceIds))];
  const traces = await store.readTraces(traceIds.slice(0, MOST_TRACES));
  return traces.map(({ traceId, spans }) => {
    const root = spans.find(({ parentSpanId }) => !parentSpanId) ?? spans[0];
    return { traceId, spanId: root.spanId };
  });
}

/** Whether an entity says that its code is in a repository of a GitHub that is known here. */
function createRepositoryCheck(
  rootConfig: RootConfigService,
  readEntity: (
    ref: string,
  ) => Promise<
    { metadata: { annotations?: Record<string, string> } } | undefined
  >,
) {
  const configured =
    rootConfig.getOptionalConfigArray('integrations.github') ?? [];
  const hosts = [
    'github.com',
    ...configured.flatMap(one => one.getOptionalString('host') ?? []),
  ];
  return async (entityRef: string, repository: string) => {
    const entity = await readEntity(entityRef);
    return repositoryClaims(entity?.metadata.annotations ?? {}).some(
      claim =>
        hosts.includes(claim.repository.host) &&
        claim.repository.path === repository,
    );
  };
}

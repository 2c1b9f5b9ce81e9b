import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { qualityGatesPermissions } from '@quality-gates/backstage-plugin-quality-gates-common';
import { createAttribution } from './attribution';
import { maxBodyBytes, readQualityGatesConfig } from './config';
import { createGates, whyOverridesAreRefused } from './createGates';
import { createNotify } from './createNotify';
import { createPulls } from './createPulls';
import { createReaders } from './createReaders';
import { createRegistries } from './createRegistries';
import { createRetention } from './createRetention';
import { projectDeployments } from './dora';
import { createEnvironments } from './environments';
import { createIngest } from './ingest';
import {
  createProveAsker,
  createReceiveRouter,
  unauthenticatedPaths,
} from './receive';
import { createRules } from './rules';
import { askedPaths, createRouter } from './serve';
import { createStore, startCheckpoints } from './store';
import { createCounters } from './telemetry';
import { createTraceReader, readTrace } from './traces';

/** How long a door waits for the database before it answers 503. */
const DATABASE_DEADLINE_MS = 1_800;

/** Quality Gates. Wiring only, in the order data flows: receive, normalise, attribute, store, evaluate, notify, serve. */
export const qualityGatesPlugin = createBackendPlugin({
  pluginId: 'quality-gates',
  register(env) {
    const { sources, kinds, notifiers } = createRegistries(env);
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootConfig: coreServices.rootConfig,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { logger, rootConfig } = deps;
        const config = readQualityGatesConfig(rootConfig);
        const askedTypes = kinds.list().flatMap(kind => kind.sourceTypes);
        const sourceOf = sources.instances(config, askedTypes);
        const environments = createEnvironments(config.environments);
        const counters = createCounters(deps.metrics);
        const now = Date.now;
        // Store
        const store = await createStore({
          database: deps.database,
          projectDeployments,
          now,
          deadlineMs: DATABASE_DEADLINE_MS,
          triggerMaxAgeMs: config.notify.maxAge,
        });
        const checkpoints =
          config.ingest.threads > 0 ? await startCheckpoints(deps) : undefined;

        // Normalise and attribute
        const attribution = createAttribution({ ...deps, config, now });
        const ingest = createIngest({
          store,
          sourceOf,
          readTrace: trace => readTrace(trace, config.rules),
          applyRules: createRules(config.rules),
          attribute: attribution.attribute,
          onNoMatch: attribution.refreshSoon,
          ensureRefs: attribution.ensureRefs,
          environments,
          counters,
          logger,
        });
        attribution.onChange(ingest.reattribute);
        const traceReader = createTraceReader({
          threads: config.ingest.threads,
          maxBytes: maxBodyBytes(config),
          rules: { deployments: config.rules.deployments },
          logger,
        });

        // Evaluate
        const shared = { ...deps, config, environments, store, now };
        const gates = createGates({ ...shared, kinds });

        // Notify
        const notify = await createNotify({ ...shared, gates, notifiers });
        await createRetention(shared);

        // Receive
        const receiving = {
          config,
          rootConfig,
          sources: sources.list(),
          ingest,
          readTraces: traceReader.read,
          logger,
          now,
          counters,
        };
        deps.httpRouter.use(
          createReceiveRouter({
            ...deps,
            ...receiving,
            readDelivery: store.readDelivery,
          }),
        );
        await createPulls({ ...deps, ...receiving, store, attribution });
        for (const path of [...unauthenticatedPaths, ...askedPaths]) {
          deps.httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        }

        // Serve
        deps.permissionsRegistry.addPermissions(qualityGatesPermissions);
        deps.httpRouter.use(
          createRouter({
            ...deps,
            proveAsker: createProveAsker(config.ingest, now),
            isInRepository: gates.isInRepository,
            overridesRefused: whyOverridesAreRefused(rootConfig, config),
            canonicalEnvironment: environments.canonical,
            readers: createReaders({ ...shared, attribution, gates, ingest }),
          }),
        );

        deps.lifecycle.addStartupHook(() => {
          attribution.start();
          ingest.wake();
          gates.evaluations.wake();
          notify.wake();
        });
        deps.lifecycle.addShutdownHook(async () => {
          attribution.stop();
          await traceReader.stop();
          await ingest.stop();
          await gates.evaluations.stop();
          await notify.stop();
          await checkpoints?.stop();
        });
      },
    });
  },
});

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { qualityGatesPermissions } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesSourcesExtensionPoint } from '@quality-gates/backstage-plugin-quality-gates-node';
import { createAttribution } from './attribution';
import { readQualityGatesConfig } from './config';
import { createPulls } from './createPulls';
import { createReaders } from './createReaders';
import { projectDeployments } from './dora';
import { createEnvironments } from './environments';
import { createIngest } from './ingest';
import { createReceiveRouter, unauthenticatedPaths } from './receive';
import { createRouter } from './serve';
import { createRules } from './rules';
import { builtinSources, createSourceRegistry } from './sources';
import { factsOfTrace } from './sources/otel';
import { createStore } from './store';
import { createCounters } from './telemetry';

/** How long a door waits for the database before it answers 503. */
const DATABASE_DEADLINE_MS = 1_800;

/**
 * Quality Gates. Wiring only, in the order data flows: receive, normalise, attribute, store, evaluate, serve.
 */
export const qualityGatesPlugin = createBackendPlugin({
  pluginId: 'quality-gates',
  register(env) {
    const sources = createSourceRegistry(builtinSources);
    env.registerExtensionPoint(qualityGatesSourcesExtensionPoint, {
      addSource: source => sources.add(source),
    });

    env.registerInit({
      deps: {
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
      },
      async init(deps) {
        const { auth, catalog, httpAuth, logger, permissions, rootConfig } =
          deps;
        const config = readQualityGatesConfig(rootConfig);
        const sourceOf = sources.instances(config);
        const environments = createEnvironments(config.environments);
        const counters = createCounters(deps.metrics);
        const now = Date.now;

        // Store
        const store = await createStore({
          database: deps.database,
          projectDeployments,
          now,
          deadlineMs: DATABASE_DEADLINE_MS,
        });

        // Normalise and attribute
        const attribution = createAttribution({
          catalog,
          auth,
          logger,
          config,
          now,
        });
        const ingest = createIngest({
          store,
          sourceOf,
          factsOfTrace: trace =>
            factsOfTrace({ ...trace, sender: trace.senders[0] }, config.rules),
          applyRules: createRules(config.rules),
          attribute: attribution.attribute,
          onNoMatch: attribution.refreshSoon,
          ensureRefs: attribution.ensureRefs,
          environments,
          counters,
          logger,
        });
        attribution.onChange(ingest.reattribute);

        // Receive
        const receiving = {
          config,
          rootConfig,
          sources: sources.list(),
          ingest,
          logger,
          now,
          counters,
        };
        deps.httpRouter.use(
          createReceiveRouter({
            ...receiving,
            readDelivery: store.readDelivery,
            httpAuth,
            permissions,
          }),
        );
        await createPulls({ ...deps, ...receiving, store, attribution });
        for (const path of unauthenticatedPaths) {
          deps.httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        }

        // Serve
        deps.permissionsRegistry.addPermissions(qualityGatesPermissions);
        deps.httpRouter.use(
          createRouter({
            auth,
            catalog,
            httpAuth,
            permissions,
            readers: createReaders({
              store,
              environments,
              attribution,
              catalog,
              auth,
              ingest,
              config,
              now,
            }),
          }),
        );

        deps.lifecycle.addStartupHook(() => {
          attribution.start();
          ingest.wake();
        });
        deps.lifecycle.addShutdownHook(async () => {
          attribution.stop();
          await ingest.stop();
        });
      },
    });
  },
});

import { resolve } from 'node:path';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type LocationEntityV1alpha1,
} from '@backstage/catalog-model';
import {
  catalogProcessingExtensionPoint,
  type EntityProvider,
} from '@backstage/plugin-catalog-node';

/**
 * Puts the file named by `exampleCatalog.file` (relative to the working directory) into the catalog. Not an item of
 * `catalog.locations`: a later configuration file replaces that list as a whole, and the example catalog with it.
 */
export default createBackendModule({
  pluginId: 'catalog',
  moduleId: 'example-catalog',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        catalog: catalogProcessingExtensionPoint,
      },
      async init({ config, catalog }) {
        const file = config.getOptionalString('exampleCatalog.file');
        if (file) catalog.addEntityProvider(createProvider(resolve(file)));
      },
    });
  },
});

function createProvider(target: string): EntityProvider {
  return {
    getProviderName: () => 'example-catalog',
    async connect(connection) {
      const entity = createLocation(target);
      await connection.applyMutation({
        type: 'full',
        entities: [{ entity, locationKey: 'example-catalog' }],
      });
    },
  };
}

function createLocation(target: string): LocationEntityV1alpha1 {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Location',
    metadata: {
      name: 'example-catalog',
      annotations: {
        [ANNOTATION_LOCATION]: `file:${target}`,
        [ANNOTATION_ORIGIN_LOCATION]: `file:${target}`,
      },
    },
    spec: { type: 'file', target },
  };
}

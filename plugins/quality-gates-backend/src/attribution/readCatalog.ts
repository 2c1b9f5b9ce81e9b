import type { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { OWNING_KINDS, type CatalogEntity } from './EntityIndex';

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.etag',
  'metadata.annotations',
];
const PAGE_SIZE = 500;
/** Written by the catalog on every entity, long, and of no use here. */
const NOT_KEPT = new Set([
  'backstage.io/edit-url',
  'backstage.io/managed-by-location',
  'backstage.io/managed-by-origin-location',
  'backstage.io/view-url',
]);

/** The catalog with the plugin's own credentials, reduced to what attribution needs. */
export interface CatalogReader {
  /** All entities, a page at a time. */
  stream(): AsyncIterable<CatalogEntity[]>;
  /** Those of these that exist. */
  read(refs: readonly string[]): Promise<CatalogEntity[]>;
}

/** A {@link CatalogReader} over the catalog service. */
export function createCatalogReader(options: {
  catalog: CatalogService;
  auth: AuthService;
}): CatalogReader {
  const { catalog, auth } = options;
  return {
    async *stream() {
      const credentials = await auth.getOwnServiceCredentials();
      const pages = catalog.streamEntities(
        { fields: FIELDS, pageSize: PAGE_SIZE },
        { credentials },
      );
      for await (const page of pages) yield page.map(toCatalogEntity);
    },
    async read(refs) {
      const credentials = await auth.getOwnServiceCredentials();
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs: [...refs], fields: FIELDS },
        { credentials },
      );
      return items.flatMap(item => (item ? [toCatalogEntity(item)] : []));
    },
  };
}

function toCatalogEntity(entity: Entity): CatalogEntity {
  const { name, etag, annotations = {} } = entity.metadata;
  const kind = entity.kind.toLocaleLowerCase('en-US');
  const kept = Object.entries(annotations).filter(
    ([key]) => OWNING_KINDS.has(kind) && !NOT_KEPT.has(key),
  );
  return {
    ref: stringifyEntityRef(entity),
    kind,
    name,
    etag: etag ?? '',
    annotations: Object.fromEntries(kept),
  };
}

import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { isError } from '@backstage/errors';

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.profile.displayName',
];

/**
 * Reads what people call entities: the title, else a user's or group's display name, else the name. One question to the
 * catalog for all of them; refs it does not know are left out, and all of them where it cannot be asked.
 */
export function createTitles(options: {
  readonly auth: AuthService;
  readonly catalog: CatalogService;
  readonly logger: LoggerService;
}): (refs: readonly string[]) => Promise<ReadonlyMap<string, string>> {
  const { auth, catalog, logger } = options;
  return async refs => {
    try {
      const credentials = await auth.getOwnServiceCredentials();
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs: [...refs], fields: FIELDS },
        { credentials },
      );
      return new Map(
        items.flatMap((entity, at) =>
          entity ? [[refs[at], titleOf(entity)]] : [],
        ),
      );
    } catch (error) {
      const cause = isError(error) ? error : new Error(String(error));
      logger.debug('Could not read what entities are called', cause);
      return new Map();
    }
  };
}

function titleOf(entity: Entity): string {
  const { displayName } = (entity.spec?.profile ?? {}) as {
    displayName?: unknown;
  };
  if (entity.metadata.title) return entity.metadata.title;
  if (typeof displayName === 'string' && displayName) return displayName;
  return entity.metadata.name;
}

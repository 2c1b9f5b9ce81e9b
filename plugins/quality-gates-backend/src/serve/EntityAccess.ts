import type {
  AuthService,
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { Request } from 'express';

/** What {@link EntityAccess} asks. */
export interface EntityAccessOptions {
  readonly auth: AuthService;
  readonly httpAuth: HttpAuthService;
  readonly permissions: PermissionsService;
  readonly catalog: CatalogService;
}

const REF_FIELDS = ['kind', 'metadata.namespace', 'metadata.name'];

/**
 * Who may see what. Seeing an entity is the catalog's own `catalog.entity.read` and nothing of
 * ours; what somebody may not see does not exist for them, so both answers are the same 404.
 *
 * A user is asked for with the user's own credentials. A service cannot be: a token limited to this plugin cannot be
 * delegated to the catalog. So for a service the permission decision alone counts, and the plugin's own credentials
 * then tell whether the entity exists.
 */
export class EntityAccess {
  readonly #options: EntityAccessOptions;

  constructor(options: EntityAccessOptions) {
    this.#options = options;
  }

  /**
   * The caller's credentials. Throws AuthenticationError without any, NotAllowedError naming the permission when it
   * is denied.
   */
  async authorize(
    req: Request,
    permission: BasicPermission,
  ): Promise<BackstageCredentials> {
    const { httpAuth, permissions } = this.#options;
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const [{ result }] = await permissions.authorize([{ permission }], {
      credentials,
    });
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`Permission ${permission.name} is needed`);
    }
    return credentials;
  }

  /** Throws NotFoundError naming the first entity that does not exist for the caller. */
  async requireEntities(
    credentials: BackstageCredentials,
    entityRefs: readonly string[],
  ): Promise<void> {
    const visible = await this.visibleRefs(credentials, entityRefs);
    const missing = entityRefs.find(ref => !visible.has(ref));
    if (missing) throw new NotFoundError(`There is no entity ${missing}`);
  }

  /** Those of the refs (canonical) that exist for the caller; one question for all of them. */
  async visibleRefs(
    credentials: BackstageCredentials,
    entityRefs: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const { auth, catalog } = this.#options;
    const isUser = auth.isPrincipal(credentials, 'user');
    const asked = isUser
      ? [...new Set(entityRefs)]
      : await this.#allowedRefs(credentials, [...new Set(entityRefs)]);
    if (asked.length === 0) return new Set();
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: asked, fields: REF_FIELDS },
      {
        credentials: isUser
          ? credentials
          : await auth.getOwnServiceCredentials(),
      },
    );
    return new Set(
      items.flatMap(entity => (entity ? [stringifyEntityRef(entity)] : [])),
    );
  }

  async #allowedRefs(
    credentials: BackstageCredentials,
    entityRefs: readonly string[],
  ): Promise<string[]> {
    if (entityRefs.length === 0) return [];
    // Decided in this process for service principals: the permission backend, which reads 100 kB, is not asked.
    const decisions = await this.#options.permissions.authorize(
      entityRefs.map(resourceRef => ({
        permission: catalogEntityReadPermission,
        resourceRef,
      })),
      { credentials },
    );
    return entityRefs.filter(
      (_ref, i) => decisions[i].result === AuthorizeResult.ALLOW,
    );
  }
}

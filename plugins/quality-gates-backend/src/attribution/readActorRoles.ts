import type { AuthService } from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { ForwardedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** What somebody is to an entity; `other` = known to the catalog, and neither. */
type ActorRole = 'owner' | 'platform' | 'other';

const FIELDS = ['kind', 'metadata.name', 'metadata.namespace', 'relations'];
/** What a login may consist of to be the name of a user of the catalog. */
const LOGIN = /^[\w.-]{1,63}$/;

/**
 * What actors are to an entity, by their login: the user of that name in the default namespace is asked for its
 * groups. Members of the platform teams are `platform` also when they own the entity. Actors without a user are left
 * out. One question to the catalog, with the plugin's own credentials; throws ForwardedError when it has no answer.
 */
export function createActorRoles(options: {
  readonly catalog: CatalogService;
  readonly auth: AuthService;
  /** `qualityGates.platformTeams` */
  readonly platformTeams: readonly string[];
}) {
  const { catalog, auth } = options;
  const platform = new Set(
    options.platformTeams.map(ref =>
      stringifyEntityRef(
        parseEntityRef(ref, {
          defaultKind: 'group',
          defaultNamespace: 'default',
        }),
      ),
    ),
  );
  return async (
    entityRef: string,
    actors: readonly string[],
  ): Promise<ReadonlyMap<string, ActorRole>> => {
    const logins = actors.filter(actor => LOGIN.test(actor));
    if (logins.length === 0) return new Map();
    const entityRefs = [entityRef, ...logins.map(refOf)];
    const credentials = await auth.getOwnServiceCredentials();
    const { items } = await catalog
      .getEntitiesByRefs({ entityRefs, fields: FIELDS }, { credentials })
      .catch(error => {
        const what = `Could not read who works on ${entityRef} from the catalog`;
        throw new ForwardedError(what, error);
      });
    const [entity, ...users] = items;
    const owners = targetsOf(entity, RELATION_OWNED_BY);
    const roles = new Map<string, ActorRole>();
    users.forEach((user, index) => {
      if (!user) return;
      const own = targetsOf(user, RELATION_MEMBER_OF);
      own.add(stringifyEntityRef(user));
      const isOf = (refs: ReadonlySet<string>) =>
        [...own].some(ref => refs.has(ref));
      const owns = isOf(owners) ? 'owner' : 'other';
      roles.set(logins[index], isOf(platform) ? 'platform' : owns);
    });
    return roles;
  };
}

function refOf(login: string): string {
  return `user:default/${login.toLocaleLowerCase('en-US')}`;
}

function targetsOf(entity: Entity | undefined, type: string): Set<string> {
  const relations = entity?.relations ?? [];
  return new Set(
    relations
      .filter(relation => relation.type === type)
      .map(relation => relation.targetRef.toLocaleLowerCase('en-US')),
  );
}

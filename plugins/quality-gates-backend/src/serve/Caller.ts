import type { ResourcePermission } from '@backstage/plugin-permission-common';

/** Who calls, and what they may. */
export interface Caller {
  readonly type: 'user' | 'service' | 'token';
  /** Ref of a user, subject of a service, name of a token. */
  readonly name: string;
  /** Refs that a user owns things by, the own one among them; [] for anything else. */
  groups(): Promise<readonly string[]>;
  /** Throws NotFoundError naming the first entity that does not exist for the caller. */
  requireEntities(entityRefs: readonly string[]): Promise<void>;
  /** Those of the refs (canonical) that exist for the caller. */
  visibleRefs(entityRefs: readonly string[]): Promise<ReadonlySet<string>>;
  /** Throws NotAllowedError naming the permission. A token of ours may ask, and nothing else. */
  requirePermission(
    permission: ResourcePermission,
    entityRef: string,
  ): Promise<void>;
  /** Throws NotAllowedError where nothing says which people may override gates. */
  requireOverrides(): void;
  /**
   * Throws NotAllowedError when the caller may not ask for this entity and environment: a service that proved to be
   * the workflow of a repository asks for that repository and its environment only.
   */
  requirePlace(entityRef: string, environment: string): Promise<void>;
}

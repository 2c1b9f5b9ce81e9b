import {
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';

/**
 * Ref of who owns an entity: as the catalog relates it, else as its author wrote it, which names a group of the same
 * namespace unless it says otherwise. Null where neither is there or can be read.
 */
export function ownerOf({ metadata, relations, spec }: Entity): string | null {
  const related = relations?.find(({ type }) => type === RELATION_OWNED_BY);
  const written = related?.targetRef ?? spec?.owner;
  if (typeof written !== 'string' || written === '') return null;
  try {
    return stringifyEntityRef(
      parseEntityRef(written, {
        defaultKind: 'Group',
        defaultNamespace: metadata.namespace,
      }),
    );
  } catch {
    return null;
  }
}

import type { Attribution } from './types';

/**
 * Whether a fact is unmapped. A commit that touches no entity of its repository only passes by their histories, and
 * is not.
 */
export function belongsToNobody({
  entityRefs,
  passingRefs,
}: Attribution): boolean {
  return entityRefs.length === 0 && !passingRefs?.length;
}

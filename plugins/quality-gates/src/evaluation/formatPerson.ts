import { parseEntityRef } from '@backstage/catalog-model';

/**
 * Somebody as people call them: the name of an entity ref, any other text as it is.
 *
 * @example formatPerson('user:default/a.kim') // 'a.kim'
 * @example formatPerson('octocat')            // 'octocat'
 */
export function formatPerson(ref: string): string {
  if (!/^[a-z]+:[^/]+\/.+$/i.test(ref)) return ref;
  return parseEntityRef(ref).name;
}

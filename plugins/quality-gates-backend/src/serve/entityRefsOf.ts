import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Request } from 'express';
import type { Route } from './Route';

/**
 * The entities a call is about, canonical and without repetition: the one of the path, those of the query, or none, as
 * the route's audience says.
 */
export function entityRefsOf(
  { audience }: Route,
  req: Request,
  query: Record<string, unknown>,
): string[] {
  if (audience === 'entity') {
    const { kind, namespace, name } = req.params;
    return [stringifyEntityRef({ kind, namespace, name })];
  }
  if (audience === 'entities') {
    const refs = query.entityRef as string[];
    return [
      ...new Set(refs.map(ref => stringifyEntityRef(parseEntityRef(ref)))),
    ];
  }
  return [];
}

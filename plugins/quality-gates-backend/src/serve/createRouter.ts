import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  qualityGatesAdminPermission,
  qualityGatesReadPermission,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { EntityAccess, type EntityAccessOptions } from './EntityAccess';
import type { Route } from './Route';
import { routes } from './routes';
import type { Readers } from './readers';

/** What {@link createRouter} needs. */
export interface RouterOptions extends EntityAccessOptions {
  readonly readers: Readers;
}

/**
 * All reading routes. Each call passes the same steps: who is it (401), may it use the plugin (403), is the query
 * right (400), does the entity exist for the caller (404), then the route itself. Errors are thrown; the plugin's
 * router answers them as Backstage does.
 */
export function createRouter(options: RouterOptions): Router {
  const { readers } = options;
  const access = new EntityAccess(options);
  const router = PromiseRouter();

  for (const route of routes) {
    router[route.method](route.path, async (req, res) => {
      const credentials = await access.authorize(req, permissionOf(route));
      const query = route.readQuery(req);
      const entityRefs = refsOf(route, req, query);
      await access.requireEntities(credentials, entityRefs);
      const answer = await route.handle({
        query,
        params: req.params,
        entityRefs,
        readers,
        visibleRefs: refs => access.visibleRefs(credentials, refs),
      });
      res.status(route.status ?? 200).json(answer);
    });
  }
  return router;
}

function permissionOf({ audience }: Route) {
  return audience === 'admin'
    ? qualityGatesAdminPermission
    : qualityGatesReadPermission;
}

function refsOf(
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

import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  qualityGatesAdminPermission,
  qualityGatesReadPermission,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  json,
  type ErrorRequestHandler,
  type Request,
  type Router,
} from 'express';
import PromiseRouter from 'express-promise-router';
import { createCallers, type CallerOptions } from './createCallers';
import { audited } from './audited';
import { EntityAccess } from './EntityAccess';
import { readBody } from './readBody';
import type { Route } from './Route';
import { routes } from './routes';
import type { Readers } from './readers';

/** What {@link createRouter} needs. */
export interface RouterOptions extends Omit<CallerOptions, 'access'> {
  readonly readers: Readers;
  readonly auditor: AuditorService;
}

/**
 * Paths of {@link routes} that pipelines ask with tokens Backstage does not know. The policy must be
 * `unauthenticated`; each route below demands its own proof (docs/adr/011).
 */
export const askedPaths = ['/evaluations', '/can-i-deploy'] as const;

/** The answer itself is Backstage's. */
const sayWhenToRetry: ErrorRequestHandler = (error, _req, res, next) => {
  const { retryAfterSeconds } = error as { retryAfterSeconds?: number };
  if (retryAfterSeconds && !res.headersSent) {
    res.setHeader('Retry-After', retryAfterSeconds);
  }
  next(error);
};

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

/**
 * All reading routes. Each call passes the same steps: who is it (401), may it use the plugin (403), is the query
 * right (400), does the entity exist for the caller (404), then the route itself. Errors are thrown; the plugin's
 * router answers them as Backstage does.
 */
export function createRouter(options: RouterOptions): Router {
  const { readers } = options;
  const access = new EntityAccess(options);
  const callers = createCallers({ ...options, access });
  const router = PromiseRouter();
  const parse = json({ limit: '100kb' });

  for (const route of routes) {
    const isAsked = route.audience === 'asker';
    const identify = (req: Request) =>
      isAsked
        ? callers.prove(req, qualityGatesReadPermission)
        : callers.authorize(req, permissionOf(route));
    router[route.method](route.path, async (req, res) => {
      const caller = await identify(req);
      if (route.body)
        await new Promise((done, fail) => {
          parse(req, res, error => (error ? fail(error) : done(undefined)));
        });
      const query = route.readQuery(req);
      const entityRefs = refsOf(route, req, query);
      await caller.requireEntities(entityRefs);
      const gone = new AbortController();
      res.once('close', () => gone.abort());
      let status = route.status ?? 200;
      const answer = await audited({ ...options, route, caller, req }, () =>
        route.handle({
          query,
          params: req.params,
          body: route.body && readBody(route.body, req.body),
          entityRefs,
          readers,
          caller,
          idempotencyKey: req.get('Idempotency-Key'),
          traceparent: req.get('traceparent'),
          signal: gone.signal,
          respondWith: other => (status = other),
          visibleRefs: refs => caller.visibleRefs(refs),
        }),
      );
      res.status(status).json(answer);
    });
  }
  router.use(sayWhenToRetry);
  return router;
}

function permissionOf({ audience }: Route) {
  return audience === 'admin'
    ? qualityGatesAdminPermission
    : qualityGatesReadPermission;
}

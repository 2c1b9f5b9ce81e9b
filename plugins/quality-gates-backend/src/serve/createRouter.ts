import type { ErrorRequestHandler, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createCallers, type CallerOptions } from './createCallers';
import { createHandler, type HandlerOptions } from './createHandler';
import { EntityAccess } from './EntityAccess';
import { routes } from './routes';

/** What {@link createRouter} needs. */
export interface RouterOptions
  extends Omit<CallerOptions, 'access'>,
    Omit<HandlerOptions, 'callers'> {}

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

/**
 * All reading routes, as `routes/` lists them; {@link createHandler} says what each call passes. Errors are thrown; the
 * plugin's router answers them as Backstage does.
 */
export function createRouter(options: RouterOptions): Router {
  const access = new EntityAccess(options);
  const callers = createCallers({ ...options, access });
  const router = PromiseRouter();
  for (const route of routes) {
    const handle = createHandler(route, { ...options, callers });
    router[route.method](route.path, handle);
  }
  router.use(sayWhenToRetry);
  return router;
}

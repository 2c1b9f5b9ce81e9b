import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  qualityGatesAdminPermission,
  qualityGatesReadPermission,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { json, type Request, type Response } from 'express';
import { audited } from './audited';
import type { Caller } from './Caller';
import type { createCallers } from './createCallers';
import { entityRefsOf } from './entityRefsOf';
import { readBody } from './readBody';
import type { Readers } from './readers';
import type { Route } from './Route';

/** What {@link createHandler} needs. */
export interface HandlerOptions {
  readonly callers: ReturnType<typeof createCallers>;
  readonly readers: Readers;
  readonly auditor: AuditorService;
}

const parseJson = json({ limit: '100kb' });

/**
 * Answers calls of one route. Each passes the same steps: who is it (401), may it use the plugin (403), is the query
 * right (400), does the entity exist for the caller (404), then the route itself. Errors are thrown.
 */
export function createHandler(route: Route, options: HandlerOptions) {
  const { callers, readers } = options;
  return async (req: Request, res: Response): Promise<void> => {
    const caller = await identify(route, req, callers);
    if (route.body) await receiveBody(req, res);
    const query = route.readQuery(req);
    const entityRefs = entityRefsOf(route, req, query);
    await caller.requireEntities(entityRefs);
    const signal = signalWhenGone(res);
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
        signal,
        respondWith: other => (status = other),
        visibleRefs: refs => caller.visibleRefs(refs),
      }),
    );
    res.status(status).json(answer);
  };
}

function identify(
  { audience }: Route,
  req: Request,
  callers: HandlerOptions['callers'],
): Promise<Caller> {
  if (audience === 'asker') {
    return callers.prove(req, qualityGatesReadPermission);
  }
  const permission =
    audience === 'admin'
      ? qualityGatesAdminPermission
      : qualityGatesReadPermission;
  return callers.authorize(req, permission);
}

/** Only once the caller is known: nobody else's bytes are parsed. */
function receiveBody(req: Request, res: Response): Promise<void> {
  return new Promise((done, fail) => {
    parseJson(req, res, error => (error ? fail(error) : done()));
  });
}

function signalWhenGone(res: Response): AbortSignal {
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  return gone.signal;
}

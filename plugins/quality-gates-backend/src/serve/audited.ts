import type { AuditorService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { Request } from 'express';
import type { Caller } from './Caller';
import type { Route } from './Route';

/**
 * Runs what a route does, and tells the audit log of it if the route is one that is audited: who, what, how it ended.
 * Own tokens are callers that Backstage's log cannot name by itself.
 */
export async function audited<T>(
  call: {
    readonly route: Route;
    readonly req: Request;
    readonly caller: Pick<Caller, 'type' | 'name'>;
    readonly auditor: AuditorService;
  },
  work: () => Promise<T>,
): Promise<T> {
  const { route, req, caller, auditor } = call;
  if (!route.audit) return work();
  const { eventId, severity } = route.audit;
  const event = await auditor.createEvent({
    eventId,
    severityLevel: severity,
    request: req,
    meta: { ...req.params, caller: `${caller.type}:${caller.name}` },
  });
  try {
    const answer = await work();
    await event.success();
    return answer;
  } catch (error) {
    await event.fail({
      error: isError(error) ? error : new Error(String(error)),
    });
    throw error;
  }
}

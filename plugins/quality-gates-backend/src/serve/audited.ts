import type { AuditorService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { Request } from 'express';
import type { Route } from './Route';

/** Runs what a route does, and tells the audit log of it if the route is one that is audited: who, what, how it ended. */
export async function audited<T>(
  { audit }: Route,
  req: Request,
  auditor: AuditorService,
  work: () => Promise<T>,
): Promise<T> {
  if (!audit) return work();
  const event = await auditor.createEvent({
    eventId: audit,
    severityLevel: 'high',
    request: req,
    meta: { ...req.params },
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

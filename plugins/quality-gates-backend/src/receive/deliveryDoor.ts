import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  qualityGatesAdminPermission,
  type DeliveryInfo,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Request, RequestHandler } from 'express';
import { DateTime } from 'luxon';
import type { DeliveryRow } from '../ingest';
import { findIngestToken } from './proveSender';
import type { ReceiveOptions } from './ReceiveOptions';

/**
 * `GET /deliveries/{id}`: what became of a delivery, for the token that sent it and for admins.
 *
 * Backstage's own credentials barrier would answer 401 to an ingest token before this is reached (it only knows tokens
 * of its own), so the path is opened and the proof asked for here: an ingest token, else a Backstage principal, which
 * must have sent it or hold `quality-gates.admin`. A delivery of somebody else does not exist for a token: 404.
 */
export function createDeliveryDoor(options: ReceiveOptions): RequestHandler {
  return async (req, res) => {
    const maySee = await readVisibility(req, options);
    const row = await options.readDelivery(req.params.id);
    if (!row || !(await maySee(row))) {
      throw new NotFoundError('There is no such delivery, or it is not yours');
    }
    res.json(toDeliveryInfo(row));
  };
}

type MaySee = (row: DeliveryRow) => boolean | Promise<boolean>;

async function readVisibility(
  req: Request,
  options: ReceiveOptions,
): Promise<MaySee> {
  const { config, httpAuth, permissions } = options;
  const token = findIngestToken(req, config.ingest.tokens);
  if (token) return row => row.sender === token.name;

  const credentials = await httpAuth.credentials(req, {
    allow: ['user', 'service'],
  });
  const { principal } = credentials;
  const own =
    principal.type === 'service' ? `service:${principal.subject}` : undefined;
  const [decision] = permissions
    ? await permissions.authorize(
        [{ permission: qualityGatesAdminPermission }],
        { credentials },
      )
    : [];
  if (decision?.result === AuthorizeResult.ALLOW) return () => true;
  if (own) return row => row.sender === own;
  throw new NotAllowedError('Deliveries are for their senders and for admins');
}

function toDeliveryInfo(row: DeliveryRow): DeliveryInfo {
  const { id, source, kind, state, reason, facts } = row;
  return {
    id,
    source,
    kind,
    state,
    ...(reason === null ? {} : { reason }),
    facts: facts.map(({ type, key, entityRefs }) => ({
      type,
      key,
      entityRefs: [...entityRefs],
    })),
    receivedAt: toInstant(row.receivedAt),
    processedAt: row.processedAt === null ? null : toInstant(row.processedAt),
  };
}

function toInstant(millis: number): string {
  return DateTime.fromMillis(millis, { zone: 'utc' }).toISO()!;
}

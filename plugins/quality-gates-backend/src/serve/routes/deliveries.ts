import { NotFoundError } from '@backstage/errors';
import {
  deliverySchema,
  pageSchema,
  type DeliveryInfo,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { z } from 'zod';
import { toInstant } from '../../instant';
import { pageParameters, windowParameters } from '../query';
import { createRoute } from '../Route';
import type { DeliveryRecord } from '../readers';

/** `GET /deliveries` */
export const deliveries = createRoute({
  method: 'get',
  path: '/deliveries',
  summary: 'What arrived, of every sender, newest first.',
  audience: 'admin',
  query: z.object({
    state: deliverySchema.shape.state.optional(),
    source: z.string().min(1).max(512).optional(),
    ...pageParameters,
  }),
  answer: pageSchema(deliverySchema),
  async handle({ readers, query }) {
    const { rows, nextCursor } = await readers.deliveries.listDeliveries(query);
    return { items: rows.map(toDeliveryInfo), nextCursor };
  },
});

/** `POST /deliveries/{id}/replay` */
export const replayDelivery = createRoute({
  method: 'post',
  path: '/deliveries/:id/replay',
  summary: 'Has a delivery understood, attributed and stored again.',
  audience: 'admin',
  query: z.object({}),
  status: 202,
  answer: z.object({ deliveryId: z.string() }),
  async handle({ readers, params: { id } }) {
    if (!(await readers.deliveries.replayDelivery(id))) {
      throw new NotFoundError(
        `There is no delivery ${id}, or its bytes are kept no more`,
      );
    }
    return { deliveryId: id };
  },
});

/** `POST /deliveries/replay` */
export const replayDeliveries = createRoute({
  method: 'post',
  path: '/deliveries/replay',
  summary:
    'Has all deliveries of a source that arrived in a window understood again; for otlp, the kept traces that began on its days.',
  audience: 'admin',
  query: z.object({
    source: z.string().min(1).max(512),
    state: deliverySchema.shape.state.exclude(['received']).optional(),
    ...windowParameters,
  }),
  status: 202,
  answer: z.object({ replayed: z.number().int() }),
  handle: async ({ readers, query }) => ({
    replayed: await readers.deliveries.replayDeliveries(query),
  }),
});

function toDeliveryInfo(record: DeliveryRecord): DeliveryInfo {
  return {
    id: record.id,
    source: record.source,
    kind: record.kind,
    state: record.state,
    ...(record.reason === null ? {} : { reason: record.reason }),
    facts: record.facts.map(({ type, key, entityRefs }) => ({
      type,
      key,
      entityRefs: [...entityRefs],
    })),
    receivedAt: toInstant(record.receivedAt),
    processedAt: toInstant(record.processedAt),
  };
}

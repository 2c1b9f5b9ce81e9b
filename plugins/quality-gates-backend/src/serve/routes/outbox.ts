import { NotFoundError } from '@backstage/errors';
import {
  noticeSchema,
  pageSchema,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { z } from 'zod';
import { toInstant } from '../../instant';
import { pageParameters } from '../query';
import { createRoute } from '../Route';

/** `GET /outbox` */
export const outbox = createRoute({
  method: 'get',
  path: '/outbox',
  summary: 'What left, waits to leave or could not, newest first.',
  audience: 'admin',
  query: z.object({
    state: noticeSchema.shape.state.optional(),
    ...pageParameters,
  }),
  answer: pageSchema(noticeSchema),
  async handle({ readers, query }) {
    const { rows, nextCursor } = await readers.outbox.listNotices(query);
    const items = rows.map(row => ({
      id: row.id,
      kind: row.kind,
      entityRef: row.entityRef,
      state: row.state,
      attempts: row.attempts,
      createdAt: toInstant(row.createdAt),
      nextAt: row.state === 'waiting' ? toInstant(row.nextAt) : null,
      lastError: row.lastError,
    }));
    return { items, nextCursor };
  },
});

/** `POST /outbox/{id}/retry` */
export const retryNotice = createRoute({
  method: 'post',
  path: '/outbox/:id/retry',
  summary: 'Has what could not leave tried again from the beginning.',
  audience: 'admin',
  query: z.object({}),
  status: 202,
  answer: z.object({ id: z.string() }),
  async handle({ readers, params: { id } }) {
    if (!(await readers.outbox.retryNotice(id))) {
      throw new NotFoundError(`There is no notice ${id} that failed`);
    }
    return { id };
  },
});

import {
  createGateKind,
  describeDemand,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

const MINUTE_MS = 60_000;

/** The longest wait that deployment environments know: 30 days. */
const MAX_MINUTES = 43_200;

const params = z.strictObject({
  minutes: z.number().int().min(1).max(MAX_MINUTES),
  from: z
    .enum(['request.createdAt', 'deployment.finishedAt'])
    .default('request.createdAt'),
});

/** Passes once enough time has gone by. A re-run does not start the wait anew. */
export const waitTimer = createGateKind({
  kind: 'wait-timer',
  title: 'Wait timer',
  params,
  stricter: { minutes: 'up' },
  setup:
    () =>
    async ({ params: { minutes, from }, instant, now }) => {
      const startedAt = instant(from);
      if (startedAt === undefined) {
        const message = `The wait begins at ${from}, which is not known yet`;
        return { readings: [], summary: message, pending: { message } };
      }
      const until = startedAt + minutes * MINUTE_MS;
      const waited = Math.max(0, now - startedAt) / MINUTE_MS;
      if (now < until) {
        const message = `${describeDemand(
          minutes * MINUTE_MS,
        )} must have gone by since ${from}`;
        return { readings: [], summary: message, pending: { message, until } };
      }
      return {
        readings: [
          {
            name: 'minutes waited',
            value: waited,
            unit: 'min',
            limits: { fail: minutes, direction: 'at-least' },
          },
        ],
        summary: `${describeDemand(
          minutes * MINUTE_MS,
        )} have gone by since ${from}`,
      };
    },
});

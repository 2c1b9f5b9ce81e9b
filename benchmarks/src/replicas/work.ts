import type { AttributedFact } from '@quality-gates/backstage-plugin-quality-gates-backend/src/store/types';

/** What every writer stores: few runs of few services, so that each meets every other one. */
export const PROFILE = { runs: 2, spansPerRun: 22 };
/** One request a seed. */
export const SEEDS = Array.from({ length: 30 }, (_, n) => n + 1);
/** Deliveries that all writers share. */
export const DELIVERIES = 400;
/** What one replica takes at a time. */
export const DELIVERIES_PER_CALL = 5;

/** A deployment of one of few services, read off the number that is the body of a delivery. */
export function factsOfDelivery(body: string): AttributedFact[] {
  const number = Number(body);
  const at = 1_740_000_000_000 + number * 60_000;
  const id = `d${number % 100}`;
  return [
    {
      attribution: { entityRefs: [`component:default/service-${number % 3}`] },
      fact: {
        type: 'deployment',
        key: id,
        subject: {},
        channel: 'plain',
        phase: 'terminal',
        at,
        data: {
          id,
          environment: 'production',
          commit: `sha-${number % 50}`,
          result: 'success',
          status: 'success',
          finishedAt: at,
        },
      },
    },
  ];
}

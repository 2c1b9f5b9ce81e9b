import { z } from 'zod';

const source = z.string().min(1).max(128);

/** `with` of a gate of type alerts. */
export const params = z.strictObject({
  /** Of type `alertmanager`; named in app-config. */
  source,
  /** All must fit: `severity=~"critical|page"`. */
  matchers: z.array(z.string().min(1).max(1_024)).min(1).max(20),
  /** Whether a silenced alert, which still fires, counts. */
  silenced: z.enum(['ignore', 'count']).default('count'),
  /** Whether an alert that another one mutes counts. */
  inhibited: z.enum(['ignore', 'count']).default('count'),
  /**
   * Proves that the matchers can match: alerting rules with such labels exist and are evaluated. Without it the gate
   * can fail and never pass.
   */
  requireRules: z
    .strictObject({
      /** Of type `prometheus`. */
      source,
      atLeast: z.number().int().min(1).max(1_000).default(1),
    })
    .optional(),
  /** Proves that there is something to alert about: without traffic, alerts resolve. */
  requireTraffic: z
    .strictObject({
      /** Of type `prometheus`. */
      source,
      /** Gives one number, such as requests a second. */
      query: z.string().min(1).max(8_192),
      /** Less is no data. */
      min: z.number().positive(),
    })
    .optional(),
});

/** See {@link params}. */
export type Params = z.output<typeof params>;

import { promqlDurationMs } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

const duration = z.string().regex(/^[1-9][0-9]{0,6}(ms|s|m|h|d|w)$/);

/** `with` of a gate of type error-budget. */
export const params = z
  .strictObject({
    /** Of type `prometheus`; named in app-config. */
    source: z.string().min(1).max(128),
    /** Name of the objective; fills `${slo}`. */
    slo: z.string().min(1).max(256).optional(),
    /** Share of good events that is promised: 0.999. */
    objective: z.number().gt(0).lt(1),
    /** Over which the promise holds. */
    window: duration,
    /** Share of bad events, 0 to 1, over the window that `${window}` stands for. */
    errorRatioQuery: z
      .string()
      .min(1)
      .max(8_192)
      .refine(text => text.includes('${window}'), {
        message: 'must name ${window}',
      }),
    /** A pair breaks when both of its windows burn faster than `max` times the budget. */
    burnRates: z
      .array(
        z.strictObject({
          long: duration,
          short: duration,
          max: z.number().positive(),
          verdict: z.enum(['warn', 'fail']),
        }),
      )
      .min(1)
      .max(8),
    /** Of the budget of the whole window; below zero it is overdrawn. */
    minBudgetRemainingPercent: z.number().max(100).optional(),
  })
  .refine(
    ({ burnRates }) =>
      burnRates.every(
        ({ long, short }) => promqlDurationMs(short)! < promqlDurationMs(long)!,
      ),
    { path: ['burnRates'], message: 'short must be shorter than long' },
  );

/** See {@link params}. */
export type Params = z.output<typeof params>;

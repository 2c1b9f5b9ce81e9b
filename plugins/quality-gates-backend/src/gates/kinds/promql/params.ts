import { gateDurationText } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

const query = z.string().min(1).max(8_192);

const shape = z.strictObject({
  /** Of type `prometheus`; named in app-config. */
  source: z.string().min(1).max(128),
  /** Gives the value; no comparison, the limit stands in `thresholds`. */
  query,
  /** Gives how many observations the value rests on. */
  samplesQuery: query.optional(),
  /** Fewer observations are no data. */
  minSamples: z.number().positive().optional(),
  /** What to do with several series; without it they decide nothing. */
  reduce: z.enum(['last', 'max', 'min', 'avg', 'all', 'any']).optional(),
  /** What must hold. */
  assert: z
    .string()
    .regex(/^value (<|<=|>|>=) \$threshold$/)
    .default('value < $threshold'),
  /** `degraded` breaks into a warning, `critical` into a failure. */
  thresholds: z
    .strictObject({
      degraded: z.number().optional(),
      critical: z.number().optional(),
    })
    .default({}),
  /** Holds the value against the one of the version before, too. */
  baseline: z
    .strictObject({
      of: z.literal('previous-deployed-version'),
      allowIncreasePercent: z.number().min(0).max(1_000),
      /** Versions before that must have a value. */
      minHistory: z.number().int().min(1).max(10).default(1),
      /** `absolute` leaves the comparison out and lets `thresholds.critical` decide alone. */
      onNoBaseline: z
        .enum(['inconclusive', 'absolute'])
        .default('inconclusive'),
    })
    .optional(),
  /** What no series counts as: 0 for counters that do not exist before the first error. */
  emptyAs: z.number().optional(),
  /** Waits until the longest window of the query lies behind the deployment. */
  after: z.literal('deployment.finishedAt').optional(),
  /** How often the metrics are scraped, for lint. */
  scrapeInterval: gateDurationText().optional(),
  /** Unit of the value, shown beside it. */
  unit: z.string().min(1).max(20).optional(),
});

/** `with` of a gate of type promql. */
export const params = shape
  .refine(given => given.minSamples === undefined || given.samplesQuery, {
    path: ['samplesQuery'],
    message: 'minSamples needs a samplesQuery that counts',
  })
  .refine(
    given => given.emptyAs === undefined || given.minSamples !== undefined,
    {
      path: ['emptyAs'],
      message:
        'emptyAs needs samplesQuery and minSamples, or no traffic passes',
    },
  )
  .refine(given => !given.baseline || given.assert.startsWith('value <'), {
    path: ['baseline'],
    message: 'allowIncreasePercent needs an assert with < or <=',
  })
  .refine(
    given =>
      given.baseline?.onNoBaseline !== 'absolute' ||
      given.thresholds.critical !== undefined,
    {
      path: ['baseline', 'onNoBaseline'],
      message: 'absolute needs thresholds.critical',
    },
  );

/** See {@link params}. */
export type Params = z.output<typeof params>;

/** The comparison of an `assert`. */
export function comparisonOf({ assert }: Pick<Params, 'assert'>) {
  return assert.split(' ')[1] as '<' | '<=' | '>' | '>=';
}

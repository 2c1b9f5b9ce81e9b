import cases from '@quality-gates/backstage-plugin-quality-gates-common/dora-cases/cases.json';
import { z } from 'zod';

const number = z.number().nullable();
const samples = z.strictObject({
  n: z.number().int(),
  medianSeconds: number,
  minSeconds: number.optional(),
  maxSeconds: number.optional(),
  openFailures: z.number().int().optional(),
});
const ids = z.array(z.string());

const query = z.strictObject({
  entity: z.string().optional(),
  entities: z.array(z.string()).optional(),
  from: z.string(),
  to: z.string(),
  timezone: z.string(),
  bucket: z.enum(['day', 'week', 'month']).optional(),
  countBy: z.literal('version').optional(),
  productionEnvironments: z.array(z.string()),
  incidentLinkHours: z.number().optional(),
  sourceMapped: z.boolean().optional(),
});

const deployment = z.looseObject({
  id: z.string(),
  entity: z.string(),
  environment: z.string(),
  version: z.string().optional(),
  sha: z.string().optional(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  updatedAt: z.string().optional(),
  status: z.string(),
  reachedProduction: z.boolean().optional(),
  rollbackOf: z.string().optional(),
  hotfixFor: z.string().optional(),
  commits: z
    .array(
      z.strictObject({
        sha: z.string(),
        committedAt: z.string(),
        merge: z.boolean().optional(),
      }),
    )
    .optional(),
});

const incident = z.looseObject({
  id: z.string(),
  entity: z.string(),
  deploymentId: z.string().optional(),
  createdAt: z.string(),
  resolvedAt: z.string().nullable().optional(),
  updatedAt: z.string().optional(),
  cause: z.string().optional(),
});

const expected = z.looseObject({
  deployments: z.number().int().nullable().optional(),
  deploymentsPerDay: number.optional(),
  deploymentsPerWeek: number.optional(),
  deploymentIds: ids.optional(),
  failedDeploymentIds: ids.optional(),
  reworkDeploymentIds: ids.optional(),
  attempts: z.record(z.string(), z.number().int()).optional(),
  buckets: z.record(z.string(), z.number().int()).optional(),
  leadTime: samples.optional(),
  changeFailRate: number.optional(),
  failedDeployments: z.number().int().nullable().optional(),
  recovery: samples.optional(),
  reworkRate: number.optional(),
  incidents: z.record(z.string(), z.number().int()).optional(),
  dataQuality: z
    .strictObject({
      negativeLeadTimes: z.number().int().optional(),
      deploymentsWithoutCommits: z.number().int().optional(),
      leadTimeCoverage: z.number().optional(),
    })
    .optional(),
  bands: z.record(z.string(), z.string().nullable()).optional(),
  tier: z.null().optional(),
  reason: z.string().optional(),
});

const file = z.object({
  cases: z
    .array(
      z.looseObject({
        id: z.string(),
        title: z.string(),
        query,
        events: z.object({
          deployments: z.array(deployment),
          incidents: z.array(incident),
        }),
        expected: expected.extend({
          perEntity: z.record(z.string(), expected).optional(),
          rollup: expected.optional(),
        }),
        variant: z.object({ query: query.partial(), expected }).optional(),
      }),
    )
    .min(1),
});

/** One worked example; the fields are told in the README beside `cases.json`. */
export type DoraCase = z.output<typeof file>['cases'][number];
/** Numbers a case asks for; those left out may be anything. */
export type DoraExpectation = z.output<typeof expected>;

/**
 * The cases of this package, or those of another file of the same shape. Throws ZodError with the place of anything
 * that is not understood.
 *
 * @param json - the parsed file; default: the cases of the common package
 */
export function readDoraCases(json: unknown = cases): DoraCase[] {
  return file.parse(json).cases;
}

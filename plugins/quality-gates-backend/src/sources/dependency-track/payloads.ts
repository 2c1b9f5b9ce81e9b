import { z } from 'zod';

const finding = z.object({
  component: z.object({
    group: z.string().nullish(),
    name: z.string(),
    version: z.string().nullish(),
  }),
  vulnerability: z.object({
    vulnId: z.string(),
    title: z.string().nullish(),
    severity: z.string().nullish(),
    cvssV3BaseScore: z.number().nullish(),
    cvssV2BaseScore: z.number().nullish(),
  }),
  analysis: z.object({ isSuppressed: z.boolean().nullish() }).nullish(),
});

/** The fields read: an answer of `/finding/project/{uuid}`, or the Finding Packaging Format of its `/export`. */
export const findings = z.union(
  [
    z.array(finding).transform(list => ({
      meta: undefined,
      project: undefined,
      findings: list,
    })),
    z.object({
      meta: z.object({ timestamp: z.string().optional() }).optional(),
      project: z
        .object({ name: z.string(), version: z.string().nullish() })
        .optional(),
      findings: z.array(finding),
    }),
  ],
  'must be findings: the answer of GET /api/v1/finding/project/{uuid} or of its /export',
);

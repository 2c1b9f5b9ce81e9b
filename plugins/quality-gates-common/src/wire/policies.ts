import { z } from 'zod';

/** Something wrong or dangerous in a gate policy. */
export const policyFindingSchema = z.object({
  severity: z.enum(['error', 'warning']),
  /** Where: `spec.gates[2].with.query`. */
  path: z.string(),
  /** Stable code of the rule, such as `filter-comparison`. */
  rule: z.string(),
  /** What is wrong and what to do. */
  message: z.string(),
  /** Name of the policy, where several were looked at. */
  policy: z.string().optional(),
});
/** See {@link policyFindingSchema}. */
export type PolicyFinding = z.output<typeof policyFindingSchema>;

/** Where a value of an effective policy comes from. */
export const originSchema = z.object({
  /** `app-config`, `repository`, `annotation`, or `default`. */
  level: z.enum(['app-config', 'repository', 'annotation', 'default']),
  /** Name of the policy. */
  policy: z.string(),
  /** The file, where there is one. */
  url: z.string().optional(),
});
/** See {@link originSchema}. */
export type Origin = z.output<typeof originSchema>;

/** `GET …/policy?environment=`: what holds for an entity in an environment. */
export const effectivePolicySchema = z.object({
  entityRef: z.string(),
  environment: z.string(),
  /** Null when no policy applies: an evaluation then denies with `no_policy`. */
  name: z.string().nullable(),
  digest: z.string().nullable(),
  /** The merged document, as YAML would carry it; placeholders stand as written. */
  spec: z.record(z.string(), z.unknown()).nullable(),
  /** By path of the value (`gates.error-ratio.with.thresholds.critical`); a path covers all below it. */
  origins: z.record(z.string(), originSchema),
  findings: z.array(policyFindingSchema),
});
/** See {@link effectivePolicySchema}. */
export type EffectivePolicy = z.output<typeof effectivePolicySchema>;

/** `POST /policies/lint` */
export const lintAnswerSchema = z.object({
  valid: z.boolean(),
  findings: z.array(policyFindingSchema),
});
/** See {@link lintAnswerSchema}. */
export type LintAnswer = z.output<typeof lintAnswerSchema>;

/** An item of `GET /policies`. */
export const policySummarySchema = z.object({
  name: z.string(),
  description: z.string().nullable(),
  level: originSchema.shape.level,
  /** The document's `spec` as written. */
  spec: z.record(z.string(), z.unknown()),
  findings: z.array(policyFindingSchema),
});
/** See {@link policySummarySchema}. */
export type PolicySummary = z.output<typeof policySummarySchema>;

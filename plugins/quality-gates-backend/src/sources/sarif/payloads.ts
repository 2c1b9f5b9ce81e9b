import { z } from 'zod';

const level = z.enum(['error', 'warning', 'note', 'none']);
const text = z.object({ text: z.string().optional() });

/** GitHub's convention for how severe a rule is, 0.0 to 10.0, as text. */
const properties = z.object({
  'security-severity': z.coerce
    .number()
    .min(0)
    .max(10)
    .optional()
    .catch(undefined),
});

const rule = z.object({
  id: z.string(),
  name: z.string().optional(),
  shortDescription: text.optional(),
  defaultConfiguration: z.object({ level: level.optional() }).optional(),
  properties: properties.optional(),
});
const component = z.object({
  name: z.string().default('unknown'),
  rules: z.array(rule).default([]),
});

const result = z.object({
  ruleId: z.string().optional(),
  ruleIndex: z.number().int().optional(),
  rule: z
    .object({
      id: z.string().optional(),
      index: z.number().int().optional(),
      toolComponent: z
        .object({ index: z.number().int().optional() })
        .optional(),
    })
    .optional(),
  kind: z.string().default('fail'),
  level: level.optional(),
  message: text.default({}),
  baselineState: z.string().optional(),
  suppressions: z
    .array(z.object({ status: z.string().default('accepted') }))
    .nullish(),
  properties: properties.optional(),
  locations: z
    .array(
      z.object({
        physicalLocation: z
          .object({
            artifactLocation: z
              .object({ uri: z.string().optional() })
              .optional(),
            region: z.object({ startLine: z.number().optional() }).optional(),
          })
          .optional(),
      }),
    )
    .default([]),
});

const run = z.object({
  tool: z.object({
    driver: component,
    extensions: z.array(component).default([]),
  }),
  invocations: z
    .array(
      z.object({
        executionSuccessful: z.boolean().optional(),
        exitCodeDescription: z.string().optional(),
        endTimeUtc: z.string().optional(),
        toolExecutionNotifications: z
          .array(
            z.object({
              level: z.string().optional(),
              message: text.default({}),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
  /** Absent or null: the tool did not scan (SARIF 2.1.0, 3.14.23). [] = it scanned and found nothing. */
  results: z.array(result).nullish(),
});

/** The fields read of a SARIF log file. */
export const log = z.object({
  version: z.string(),
  runs: z.array(run).max(100),
});

/** One run of a log. */
export type SarifRun = z.output<typeof run>;
/** One result of a run. */
export type SarifResult = z.output<typeof result>;
/** The metadata of a rule. */
export type SarifRule = z.output<typeof rule>;

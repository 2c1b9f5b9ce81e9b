import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import {
  duration,
  name,
  ratio,
  regularExpression,
  sourceId,
  tokenName,
} from './configValues';
import { describeConfigIssue } from './describeConfigIssue';

const match = z.strictObject({
  workflow: regularExpression.optional(),
  job: regularExpression.optional(),
});

/** A source instance: `type` picks the source, everything else is its own. */
const sourceInstance = z.looseObject({
  type: name,
  webhook: z
    .looseObject({ secrets: z.array(z.string().min(1)).optional() })
    .optional(),
  poll: z
    .strictObject({
      every: duration.prefault({ minutes: 10 }),
      // A comparison asked commit by commit takes 250 of them, and has to fit into one run.
      requestsPerRun: z.number().int().min(300).max(10_000).default(500),
    })
    .optional(),
  events: z.boolean().optional(),
});

const schema = z.strictObject({
  timezone: z
    .string()
    .refine(zone => IANAZone.isValidZone(zone), {
      error: 'must be an IANA time zone such as Europe/Berlin',
    })
    .default('UTC'),
  environments: z
    .array(
      z.strictObject({
        name,
        tier: z
          .enum(['development', 'test', 'staging', 'production'])
          .default('development'),
        aliases: z.array(name).default([]),
      }),
    )
    .min(1)
    .superRefine(requireDistinctNames)
    .default([
      { name: 'staging', tier: 'staging', aliases: ['stage', 'stg'] },
      {
        name: 'production',
        tier: 'production',
        aliases: ['prod', 'live', 'production-*'],
      },
    ]),
  ingest: z
    .strictObject({
      tokens: z
        .array(
          z.strictObject({
            name: tokenName,
            token: z.string().min(8, 'must have at least 8 characters'),
            allow: z.array(z.enum(['ingest', 'evaluate'])).default(['ingest']),
            sources: z.array(name).default(['*']),
            entities: z.array(name).default(['*']),
          }),
        )
        .default([]),
      maxBodyMiB: z.number().positive().max(512).default(64),
      requestsPerSecond: z.number().min(0).default(200),
      threads: z.number().int().min(0).max(16).default(1),
    })
    .prefault({}),
  sources: z.record(sourceId, sourceInstance).default({}),
  attribution: z
    .strictObject({
      serviceName: z.boolean().default(true),
      catalogRefresh: duration.prefault({ seconds: 60 }),
    })
    .prefault({}),
  rules: z
    .strictObject({
      deployments: z
        .array(z.strictObject({ match, environment: name }))
        .default([]),
      rollbacks: z.array(z.strictObject({ match })).default([]),
      gates: z
        .array(
          z
            .strictObject({
              jobName: regularExpression,
              environment: name.optional(),
            })
            .refine(
              rule =>
                rule.environment ?? rule.jobName.includes('(?<environment>'),
              {
                path: ['environment'],
                message: 'is required, or a group (?<environment>…) in jobName',
              },
            ),
        )
        .default([]),
      stages: z
        .array(z.strictObject({ match: regularExpression, stage: name }))
        .default([]),
    })
    .prefault({}),
  pipelines: z
    .strictObject({
      thresholds: z
        .strictObject({
          pullRequestP95: duration.prefault({ minutes: 15 }),
          suiteP95: duration.prefault({ minutes: 5 }),
          failureRatio: ratio.default(0.1),
          queueMedian: duration.prefault({ minutes: 3 }),
          cacheHitRatio: ratio.default(0.6),
          feedbackP95: duration.prefault({ minutes: 10 }),
          changeCycleMedian: duration.prefault({ days: 1 }),
          flakyRatio: ratio.default(0.01),
          securityGateLatencyP95: duration.prefault({ minutes: 10 }),
          selfServiceRatio: ratio.default(0.8),
          regressionRatio: z.number().positive().default(0.2),
        })
        .prefault({}),
      runnerMultipliers: z
        .array(
          z.strictObject({
            match: regularExpression,
            factor: z.number().min(0).max(1000),
          }),
        )
        .default([]),
    })
    .prefault({}),
  dora: z
    .strictObject({
      incidentLink: z
        .strictObject({
          withinHours: z.number().min(0).default(24),
          excludeLabels: z
            .record(name, z.array(name))
            .default({ cause: ['infrastructure', 'external'] }),
        })
        .prefault({}),
      benchmarkYear: z
        .union(
          [z.literal(2023), z.literal('2023'), z.literal('none')],
          'must be 2023 or none',
        )
        .default(2023)
        .transform(year => (year === 'none' ? null : 2023)),
    })
    .prefault({}),
  policies: z.array(z.unknown()).default([]),
  overrides: z
    .strictObject({ allowWithoutPermissions: z.boolean().default(false) })
    .prefault({}),
  calendars: z
    .record(
      name,
      z.array(
        z.strictObject({
          from: z.string(),
          to: z.string(),
          reason: z.string().optional(),
        }),
      ),
    )
    .default({}),
  notify: z
    .strictObject({
      maxAge: duration.prefault({ minutes: 15 }),
      channels: z.record(name, z.looseObject({ type: name })).default({}),
    })
    .prefault({}),
  traceUrlTemplate: z.string().optional(),
  logs: z
    .strictObject({ mask: z.array(z.string().max(1000)).default([]) })
    .prefault({}),
  readiness: z
    .strictObject({
      levels: z
        .array(
          z.strictObject({
            name,
            min: z.number().min(0).max(100),
            requires: z.array(name).default([]),
          }),
        )
        .default([]),
      weights: z.record(name, z.number().min(0)).default({}),
      checks: z.record(name, z.looseObject({})).default({}),
      declarative: z.array(z.unknown()).default([]),
    })
    .prefault({}),
  platformTeams: z.array(name).default([]),
  retention: z
    .strictObject({
      deliveries: duration.prefault({ days: 30 }),
      traces: duration.prefault({ days: 14 }),
      tasks: duration.prefault({ days: 90 }),
      facts: duration.prefault({ days: 400 }),
    })
    .prefault({}),
});

/** One name for two environments would put a fact into either. */
function requireDistinctNames(
  environments: readonly { name: string; aliases: readonly string[] }[],
  ctx: z.RefinementCtx,
) {
  const seen = new Set<string>();
  environments.forEach((environment, index) => {
    const own = [environment.name, ...environment.aliases].map(one =>
      one.trim().toLocaleLowerCase('en-US'),
    );
    for (const one of new Set(own)) {
      if (seen.has(one)) {
        const message = `"${one}" names another environment already`;
        ctx.addIssue({ code: 'custom', path: [index], message });
      }
      seen.add(one);
    }
  });
}

/** `qualityGates` of app-config, checked and with defaults. Durations are milliseconds. Shape: `config.d.ts`. */
export type QualityGatesConfig = z.output<typeof schema>;
/** An item of `qualityGates.environments`. */
export type EnvironmentConfig = QualityGatesConfig['environments'][number];
/** An item of `qualityGates.ingest.tokens`. */
export type IngestToken = QualityGatesConfig['ingest']['tokens'][number];

/**
 * Reads `qualityGates` once. Throws InputError with the full name of every wrong or unknown key and what is allowed
 * there; values are never repeated, they may be secret.
 */
export function readQualityGatesConfig(config: Config): QualityGatesConfig {
  const parsed = schema.safeParse(config.getOptional('qualityGates') ?? {});
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.flatMap(issue =>
    describeConfigIssue(schema, issue),
  );
  throw new InputError(`Wrong configuration: ${lines.join('; ')}`);
}

/** Largest body that a door takes, as sent and after decompression. */
export function maxBodyBytes({
  ingest,
}: Pick<QualityGatesConfig, 'ingest'>): number {
  return Math.floor(ingest.maxBodyMiB * 1024 * 1024);
}

import {
  GATE_MODES,
  GATE_PHASES,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { gateDurationText } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

const id = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'must be kebab-case');
const text = z.string().min(1).max(512);
const duration = gateDurationText();
const phase = z.enum(GATE_PHASES);
const oneOrMore = z.union([text, z.array(text).min(1).max(100)]);
const condition = z.string().min(1).max(500);
const percent = z.number().min(0).max(100);

/** Kinds of values a parameter can have. */
export const PARAMETER_TYPES = [
  'label-value',
  'version',
  'number',
  'duration',
  'string',
  'boolean',
] as const;

const parameter = z.strictObject({
  type: z.enum(PARAMETER_TYPES),
  from: text.optional(),
  default: z.union([text, z.number(), z.boolean()]).optional(),
  required: z.boolean().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

/** What holds for a gate unless it says otherwise. */
const behaviour = {
  mode: z.enum(GATE_MODES).optional(),
  onNoData: z.enum(['fail', 'warn', 'pass', 'inconclusive']).optional(),
  onError: z.enum(['fail', 'warn', 'error']).optional(),
  timeout: duration.optional(),
  maxAge: duration.optional(),
  retry: z
    .strictObject({
      attempts: z.number().int().min(1).max(10).optional(),
      backoff: z.enum(['none', 'linear', 'exponential']).optional(),
      initialDelay: duration.optional(),
      on: z
        .array(z.enum(['network', 'timeout', '429', '5xx']))
        .max(4)
        .optional(),
    })
    .optional(),
};

const gate = z.strictObject({
  id,
  type: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'must be kebab-case'),
  phase,
  ...behaviour,
  locked: z.boolean().optional(),
  when: condition.optional(),
  weight: z.number().positive().max(1000).optional(),
  key: z.boolean().optional(),
  sampling: z
    .strictObject({
      interval: duration.optional(),
      count: z.number().int().min(1).max(1000).optional(),
      initialDelay: duration.optional(),
      failureLimit: z.number().int().min(0).optional(),
      inconclusiveLimit: z.number().int().min(0).optional(),
      consecutiveErrorLimit: z.number().int().min(0).optional(),
      consecutiveSuccess: z.number().int().min(1).optional(),
    })
    .optional(),
  exempt: z
    .array(
      z.strictObject({
        changeType: z.array(text).min(1).max(50),
        note: text.optional(),
      }),
    )
    .max(20)
    .optional(),
  runbook: z
    .string()
    .max(2048)
    .regex(/^https?:\/\//i, 'must be an http or https URL')
    .optional(),
  /** Checked by the kind: see {@link lintPolicy}. */
  with: z.record(z.string(), z.unknown()),
});

const override = z.strictObject({
  maxTtl: duration,
  requireReason: z.number().int().min(10).max(2000).optional(),
  requireTicket: z.boolean().optional(),
  fourEyes: z.boolean().optional(),
  notify: z.array(text).max(20).optional(),
  reviewWithin: duration.optional(),
});

const actions = z.array(z.looseObject({ type: text })).max(50);

/** A document of kind GatePolicy as written; strict wherever its shape is fixed. */
export const gatePolicySchema = z.strictObject({
  apiVersion: z.literal('quality-gates.io/v1alpha1'),
  kind: z.literal('GatePolicy'),
  metadata: z.strictObject({
    name: id,
    description: z.string().max(2000).optional(),
  }),
  spec: z.strictObject({
    appliesTo: z.strictObject({
      entities: z
        .strictObject({
          kind: oneOrMore.optional(),
          namespace: oneOrMore.optional(),
          name: oneOrMore.optional(),
          specType: oneOrMore.optional(),
          lifecycle: oneOrMore.optional(),
          owner: oneOrMore.optional(),
          system: oneOrMore.optional(),
          tags: oneOrMore.optional(),
        })
        .optional(),
      environments: z.array(text).min(1).max(100).optional(),
      phases: z.array(phase).min(1).optional(),
    }),
    parameters: z
      .record(
        z.string().regex(/^[A-Za-z_]\w{0,63}$/, 'must be a word'),
        parameter,
      )
      .optional(),
    defaults: z.strictObject(behaviour).optional(),
    decision: z
      .strictObject({
        combine: z
          .union([
            z.enum(['all', 'any']),
            z.strictObject({ atLeast: z.number().int().min(1) }),
            z.strictObject({
              score: z.strictObject({
                pass: percent,
                warn: percent.optional(),
              }),
            }),
          ])
          .optional(),
        failureMode: z.enum(['closed', 'open', 'manual']).optional(),
        onEmpty: z.enum(['deny', 'allow', 'manual']).optional(),
        warnings: z.enum(['allow', 'manual', 'deny']).optional(),
        validFor: duration.optional(),
        deadline: duration.optional(),
      })
      .optional(),
    overrides: z
      .strictObject({
        waiver: override.optional(),
        breakGlass: override.optional(),
      })
      .optional(),
    gates: z.array(gate).min(1).max(200),
    actions: z
      .strictObject({
        onDecision: actions.optional(),
        onDeployed: actions.optional(),
        onPostDeployDeny: actions.optional(),
      })
      .optional(),
  }),
});

/** See {@link gatePolicySchema}. */
export type GatePolicy = z.output<typeof gatePolicySchema>;
/** `spec` of a {@link GatePolicy}. */
export type PolicySpec = GatePolicy['spec'];
/** A gate as written; `with` unresolved. */
export type PolicyGate = PolicySpec['gates'][number];
/** A parameter as declared. */
export type PolicyParameter = z.output<typeof parameter>;

import { z } from 'zod';
import { OUTCOMES } from '../nouns/outcome';
import { originSchema } from './policies';
import {
  entityRefSchema,
  instantSchema,
  linkSchema,
  shaSchema,
  shortTextSchema,
} from './primitives';

const text = z.string().nullable();
const instant = instantSchema.nullable();

/** What a question can be answered with. */
export const DECISIONS = [
  'allow',
  'allow-with-warnings',
  'wait',
  'manual',
  'deny',
  'allow-break-glass',
] as const;
/** One of {@link DECISIONS}. */
export type Decision = (typeof DECISIONS)[number];

/** How much a gate counts: as it is, as a warning at most, or not at all. */
export const GATE_MODES = ['shadow', 'advisory', 'enforce'] as const;
/** One of {@link GATE_MODES}. */
export type GateMode = (typeof GATE_MODES)[number];

/** When gates are asked. Readiness gates hold without a deployment. */
export const GATE_PHASES = ['pre-deploy', 'post-deploy', 'readiness'] as const;
/** One of {@link GATE_PHASES}. */
export type GatePhase = (typeof GATE_PHASES)[number];

/** Body of `POST /evaluations`. */
export const evaluationRequestSchema = z.strictObject({
  entityRef: entityRefSchema,
  environment: shortTextSchema,
  /** What a policy pastes into queries: bounded to what a version can be. */
  version: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$/,
      'must be 1-128 characters of [A-Za-z0-9._+-], the first a letter or digit',
    ),
  commit: shaSchema.optional(),
  digest: z
    .string()
    .regex(/^[A-Za-z0-9:._+-]{1,200}$/, 'must be a digest such as sha256:…')
    .optional(),
  phase: z.enum(['pre-deploy', 'post-deploy']),
  changeType: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .optional(),
  ticket: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/)
    .optional(),
  requestedBy: z
    .strictObject({
      /** Entity ref of a user. */
      user: entityRefSchema.optional(),
      /** Login in the CI system or forge. */
      login: z.string().min(1).max(128).optional(),
    })
    .optional(),
  /** The run that asks, where its answer is shown. */
  runUrl: linkSchema.optional(),
  dryRun: z.boolean().optional(),
});
/** See {@link evaluationRequestSchema}. */
export type EvaluationRequest = z.output<typeof evaluationRequestSchema>;

/** What a number is held against. */
export const limitsSchema = z.object({
  warn: z.number().optional(),
  fail: z.number().optional(),
  direction: z.enum(['at-most', 'at-least']),
});
/** See {@link limitsSchema}. */
export type Limits = z.output<typeof limitsSchema>;

/** Limits as people see them; a reporter may name a limit and not say on which side of it is good. */
export const shownLimitsSchema = limitsSchema.partial({ direction: true });
/** See {@link shownLimitsSchema}. */
export type ShownLimits = z.output<typeof shownLimitsSchema>;

/** One gate's judgement inside an evaluation. */
export const outcomeSchema = z.object({
  gate: z.string(),
  kind: z.string(),
  mode: z.enum(GATE_MODES),
  /** Raw: mode and waivers change the decision, never this. */
  outcome: z.enum(OUTCOMES),
  reason: z.object({ code: z.string(), message: z.string() }),
  /** Null when the gate saw no number that means something to people; `summary` says what it saw. */
  value: z.number().nullable(),
  limits: shownLimitsSchema.nullable(),
  unit: text,
  summary: text,
  samples: z.number().nullable().optional(),
  window: z
    .object({ from: instantSchema, to: instantSchema })
    .nullable()
    .optional(),
  evidenceUrl: text,
  resolvedQuery: text.optional(),
  runbook: text.optional(),
  /** Ref of who owns the entity: who can help. */
  owner: text.optional(),
  measuredAt: instant,
  durationMs: z.number().nullable(),
  /** Of the last 30 counted outcomes of this gate here; `failed` is all that is no pass and no warning. */
  history: z.object({ failed: z.number().int(), of: z.number().int() }),
  reportedBy: text.optional(),
  waivedBy: text.optional(),
  claimedBy: text.optional(),
});
/** See {@link outcomeSchema}. */
export type EvaluationOutcome = z.output<typeof outcomeSchema>;

/** Why a decision is what it is. */
export const reasonSchema = z.object({
  code: z.string(),
  gate: z.string().optional(),
  message: z.string(),
});
/** See {@link reasonSchema}. */
export type EvaluationReason = z.output<typeof reasonSchema>;

/** A waiver: the outcome stays, the decision counts it as a warning. */
export const waiverSchema = z.object({
  gate: z.string(),
  by: z.string(),
  reason: z.string(),
  ticket: text,
  at: instantSchema,
  until: instantSchema,
  /** The second person; null while one is needed and missing. */
  confirmedBy: text,
  version: text,
});
/** See {@link waiverSchema}. */
export type Waiver = z.output<typeof waiverSchema>;

/** The answer to "can I deploy?". Grows while `decidedAt` is null and never changes after. */
export const evaluationSchema = z.object({
  id: z.string(),
  entityRef: z.string(),
  environment: z.string(),
  version: z.string(),
  commit: text,
  digest: text,
  phase: z.enum(GATE_PHASES),
  decision: z.enum(DECISIONS),
  canDeploy: z.boolean(),
  /** False when nothing was enforced: the policy only observes. */
  enforced: z.boolean(),
  reasons: z.array(reasonSchema),
  waitingFor: z.array(
    z.object({
      gate: z.string(),
      who: z.array(z.string()).optional(),
      until: instantSchema.optional(),
      /**
       * From the question to this gate's answer, here: the median of its newest `n` (at most 30, of 90 days). Below 5 it
       * says little. Absent while there is none.
       */
      usuallySeconds: z.number().optional(),
      n: z.number().int().optional(),
    }),
  ),
  audit: z.array(
    z.object({
      at: instantSchema,
      who: z.string(),
      what: z.string(),
      note: z.string().optional(),
    }),
  ),
  outcomes: z.array(outcomeSchema),
  policy: z.object({
    name: text,
    digest: text,
    origins: z.record(z.string(), originSchema),
  }),
  failedOpen: z.boolean(),
  /** With nothing enforced: the decision as if everything were. */
  wouldHave: z.enum(DECISIONS).optional(),
  waivers: z.array(waiverSchema),
  requestedBy: z.object({ user: text, login: text, token: text }).nullable(),
  createdAt: instantSchema,
  /** When the first evaluation of the chain was asked for: timers and soaks count from here. */
  chainCreatedAt: instantSchema,
  decidedAt: instant,
  expiresAt: instant,
  retryAfterSeconds: z.number().nullable(),
  supersedes: text.optional(),
  supersededBy: text.optional(),
  /** By whom and why it may not be used any more. */
  invalidated: z
    .object({ at: instantSchema, by: z.string(), reason: z.string() })
    .nullable(),
  dryRun: z.boolean(),
  links: z.array(z.object({ title: z.string(), url: z.string() })),
});
/** See {@link evaluationSchema}. */
export type Evaluation = z.output<typeof evaluationSchema>;

const reason = z.string().trim().min(1).max(2000);

/** Body of `POST /evaluations/{id}/approvals`. */
export const approvalSchema = z.strictObject({
  gate: shortTextSchema,
  decision: z.enum(['approve', 'reject']),
  reason,
});
/** See {@link approvalSchema}. */
export type Approval = z.output<typeof approvalSchema>;

/** Body of waivers, break-glass, invalidate, rerun and claims. */
export const overrideSchema = z.strictObject({
  gate: shortTextSchema.optional(),
  reason,
  ticket: z.string().min(1).max(128).optional(),
  /** Seconds, or a duration such as `8h`, `30m`. */
  ttl: z
    .union([z.number().int().positive(), z.string().regex(/^\d{1,5}[smhd]$/)])
    .optional(),
});
/** See {@link overrideSchema}. */
export type Override = z.output<typeof overrideSchema>;

/** An item of `GET …/environments`. */
export const environmentStateSchema = z.object({
  name: z.string(),
  tier: z.string(),
  current: z
    .object({
      version: text,
      commit: text,
      digest: text,
      deployedAt: instantSchema,
      deploymentId: z.string(),
    })
    .nullable(),
  candidate: z
    .object({ version: text, commit: text, builtAt: instantSchema })
    .nullable(),
  lastEvaluation: evaluationSchema.nullable(),
});
/** See {@link environmentStateSchema}. */
export type EnvironmentState = z.output<typeof environmentStateSchema>;

/** `GET …/deployable?environment=` */
export const deployableSchema = z.object({
  environment: z.string(),
  /** Newest version that would be allowed; null when none would. */
  version: text,
  matrix: z.array(
    z.object({
      version: z.string(),
      environment: z.string(),
      decision: z.enum(DECISIONS).nullable(),
      evaluationId: text,
      expiresAt: instant,
      deployed: z.boolean(),
    }),
  ),
});
/** See {@link deployableSchema}. */
export type Deployable = z.output<typeof deployableSchema>;

import { z } from 'zod';
import { OUTCOMES } from '../nouns/outcome';
import { RESULTS } from '../nouns/result';
import { instantSchema } from './primitives';

const instant = instantSchema.nullable();
const text = z.string().nullable();
const seconds = z.number().nullable();

/** An item of `GET …/deployments`: the sent fields and what was made of them. */
export const deploymentSchema = z.object({
  /** The sender's id. */
  id: z.string(),
  key: z.string(),
  environment: z.string(),
  version: text,
  commit: text,
  previousCommit: text,
  status: z.string(),
  result: z.enum(RESULTS).nullable(),
  reachedEnvironment: z.boolean(),
  startedAt: instant,
  finishedAt: instant,
  url: text,
  actor: text,
  digest: text,
  rollbackOf: text,
  hotfixFor: text,
  runUrl: text,
  failed: z.boolean(),
  failedBy: z.array(
    z.object({
      type: z.enum(['incident', 'rollback', 'hotfix', 'result']),
      id: z.string(),
    }),
  ),
  rework: z.boolean(),
  recoveredAt: instant,
  leadTimes: z.object({ n: z.number().int(), medianSeconds: seconds }),
  /** Commits first brought to this environment by this deployment, oldest first, at most 100. */
  commits: z.array(
    z.object({
      sha: z.string(),
      committedAt: instantSchema,
      leadTimeSeconds: seconds,
      author: text,
    }),
  ),
  /** Where the commits come from: named by the event, walked over pushes, or not known. */
  commitsFrom: z.enum(['event', 'pushes', 'unknown']),
  reportedBy: text,
});
/** See {@link deploymentSchema}. */
export type Deployment = z.output<typeof deploymentSchema>;

/** An item of `GET …/incidents`. */
export const incidentSchema = z.object({
  id: z.string(),
  openedAt: instantSchema,
  resolvedAt: instant,
  severity: text,
  title: text,
  url: text,
  labels: z.record(z.string(), z.string()),
  cause: text,
  deploymentId: text,
  link: z
    .object({ deploymentId: z.string(), how: z.enum(['explicit', 'window']) })
    .nullable(),
});
/** See {@link incidentSchema}. */
export type Incident = z.output<typeof incidentSchema>;

/** Whose failure it is. */
export const VERDICTS = ['change', 'platform', 'flaky', 'unknown'] as const;
/** One of {@link VERDICTS}. */
export type Verdict = (typeof VERDICTS)[number];

/** Whose failure a run is, and the bar of the waterfall that decided it (null when it has none). */
export const attributionSchema = z.object({
  verdict: z.enum(VERDICTS),
  spanId: text,
  sentence: z.string(),
  /** What it was before another try of the same commit told more; null when nothing changed it. */
  changedFrom: z.enum(VERDICTS).nullable(),
});
/** See {@link attributionSchema}. */
export type Attribution = z.output<typeof attributionSchema>;

/** One thing that failed in a run. */
export const failureSchema = z.object({
  verdict: z.enum(VERDICTS),
  spanId: text,
  /** Name of the job or step that failed. */
  name: z.string(),
  /** What it said itself. */
  message: text,
  /** Why this verdict, in a sentence. */
  sentence: z.string(),
  /** The one that decides the run's attribution; exactly one of a list that is not empty. */
  decisive: z.boolean(),
});
/** See {@link failureSchema}. */
export type Failure = z.output<typeof failureSchema>;

/** An item of `GET …/runs`. */
export const runSchema = z.object({
  id: z.string(),
  pipeline: z.string(),
  branch: text,
  commit: text,
  pullRequest: text,
  attempt: z.number().int(),
  result: z.enum(RESULTS),
  phase: z.enum(['pending', 'executing', 'terminal']),
  queuedAt: instant,
  startedAt: instant,
  finishedAt: instant,
  durationSeconds: seconds,
  queueSeconds: seconds,
  url: text,
  entityRefs: z.array(z.string()),
  /** Null for a run that did not fail. */
  attribution: attributionSchema.nullable(),
  /** The deciding one first, then by start; at most 50. Empty for a run that did not fail. */
  failures: z.array(failureSchema),
  /** Time in queues and in steps of the CI system that failed or were done again; null when nothing tells. */
  lostToPlatformSeconds: seconds,
  /** From the start of the run to the end of the first job or step that failed; null when none did. */
  firstFailureSeconds: seconds,
  traceIds: z.array(z.string()),
});
/** See {@link runSchema}. */
export type Run = z.output<typeof runSchema>;

/** A job or stage of a run. */
export const taskSchema = z.object({
  id: z.string(),
  name: z.string(),
  stage: text,
  result: z.enum(RESULTS),
  queuedAt: instant,
  startedAt: instant,
  finishedAt: instant,
  durationSeconds: seconds,
  queueSeconds: seconds,
  url: text,
});
/** See {@link taskSchema}. */
export type Task = z.output<typeof taskSchema>;

/** `GET …/runs/{runId}`. */
export const runDetailSchema = runSchema.extend({ tasks: z.array(taskSchema) });
/** See {@link runDetailSchema}. */
export type RunDetail = z.output<typeof runDetailSchema>;

/** `GET …/runs/{runId}/trace`: flat, parents before children. */
export const traceSchema = z.object({
  spans: z.array(
    z.object({
      spanId: z.string(),
      parentSpanId: text,
      name: z.string(),
      kind: z.enum(['run', 'stage', 'job', 'step', 'queue', 'platform']),
      startedAt: instantSchema,
      endedAt: instantSchema,
      result: z.enum(RESULTS),
      message: z.string().optional(),
      url: z.string().optional(),
      /** What it printed, the last lines, masked. */
      logs: z.string().optional(),
      /** On the critical path: without it the run would have been shorter. */
      critical: z.boolean().optional(),
      /** The how-manieth try of the same thing in this run, from 2 on. */
      attempt: z.number().int().optional(),
    }),
  ),
  truncated: z.boolean(),
  /** The same trace in the trace backend (`qualityGates.traceUrlTemplate`), one a trace. */
  traceUrls: z.array(z.string()),
});
/** See {@link traceSchema}. */
export type Trace = z.output<typeof traceSchema>;

/** One gate's judgement as it appears in the gate history. */
export const gateOutcomeSchema = z.object({
  id: z.string(),
  gate: z.string(),
  environment: z.string(),
  version: text,
  commit: text,
  deploymentId: text,
  phase: text,
  outcome: z.enum(OUTCOMES),
  value: z.number().nullable(),
  limit: z.number().nullable(),
  unit: text,
  summary: text,
  evidenceUrl: text,
  runUrl: text,
  at: instantSchema,
  /** Token name of the reporter; null when Quality Gates measured it itself. */
  reportedBy: text,
  /** The evaluation it was measured in; null when reported. */
  evaluationId: text.optional(),
  /** Code of its reason, `no_data` for a pass that the policy makes of no data; null when reported. */
  reasonCode: text.optional(),
  /** How much it counted there: `shadow`, `advisory` or `enforce`; null when reported. */
  mode: text.optional(),
});
/** See {@link gateOutcomeSchema}. */
export type GateOutcome = z.output<typeof gateOutcomeSchema>;

/** An item of `GET …/gates`: one gate and its newest outcomes (at most 30), oldest first. */
export const gateSchema = z.object({
  gate: z.string(),
  /** passed = pass and warn; of = counted outcomes (no pending, no skipped), in the outcomes listed. */
  passed: z.number().int(),
  of: z.number().int(),
  latest: gateOutcomeSchema,
  outcomes: z.array(gateOutcomeSchema),
});
/** See {@link gateSchema}. */
export type Gate = z.output<typeof gateSchema>;

/** `GET …/setup`: what is known of an entity and what is missing, for the empty page. */
export const setupSchema = z.object({
  /** When the first fact of any type arrived for the entity, per fact type; absent = never. */
  firstAt: z.record(z.string(), instantSchema),
  /** Environment names in promotion order, with their tier. */
  environments: z.array(z.object({ name: z.string(), tier: z.string() })),
  timezone: z.string(),
  benchmarkYear: z.number().int().nullable(),
});
/** See {@link setupSchema}. */
export type Setup = z.output<typeof setupSchema>;

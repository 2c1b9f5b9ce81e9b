import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  linkSchema,
  shaSchema,
  shortTextSchema,
  statusSchema,
} from './primitives';

const FINISHED = new Set(
  [
    'success succeeded failure failed error timeout cancellation cancelled canceled aborted skip',
  ].flatMap(words => words.split(' ')),
);

function requireFinishedAt(
  value: { status: string; finishedAt?: string },
  ctx: z.RefinementCtx,
) {
  if (FINISHED.has(value.status) && !value.finishedAt) {
    ctx.addIssue({
      code: 'custom',
      path: ['finishedAt'],
      message: `is required when status is ${value.status}`,
    });
  }
}

/** Who a fact is about, as a sender can say it. Without any of these it is kept as unmapped. */
const subjectShape = {
  entityRef: entityRefSchema.optional(),
  service: shortTextSchema.optional(),
  repositoryUrl: z.string().min(1).max(1024).optional(),
  path: z.string().max(1024).optional(),
};

const commitShape = {
  sha: shaSchema,
  committedAt: instantSchema,
  author: shortTextSchema.optional(),
  merge: z.boolean().optional(),
};

/** Body of `POST /ingest/deployments`. */
export const ingestDeploymentSchema = z
  .strictObject({
    id: shortTextSchema.optional(),
    ...subjectShape,
    environment: shortTextSchema,
    version: shortTextSchema.optional(),
    commit: shaSchema.optional(),
    previousCommit: shaSchema.optional(),
    commits: z.array(z.strictObject(commitShape)).max(5000).optional(),
    status: statusSchema,
    reachedEnvironment: z.boolean().optional(),
    startedAt: instantSchema.optional(),
    finishedAt: instantSchema.optional(),
    /**
     * When the sender last changed its mind about this deployment. Decides between two messages about one
     * deployment; default: `finishedAt`, else `startedAt`.
     */
    updatedAt: instantSchema.optional(),
    url: linkSchema.optional(),
    actor: shortTextSchema.optional(),
    digest: shortTextSchema.optional(),
    rollbackOf: shortTextSchema.optional(),
    hotfixFor: shortTextSchema.optional(),
    runUrl: linkSchema.optional(),
  })
  .superRefine(requireFinishedAt);

/** Body of `POST /ingest/incidents`. */
export const ingestIncidentSchema = z.strictObject({
  id: shortTextSchema,
  entityRef: subjectShape.entityRef,
  service: subjectShape.service,
  openedAt: instantSchema,
  resolvedAt: instantSchema.optional(),
  /** As for deployments; default: `resolvedAt`, else `openedAt`. */
  updatedAt: instantSchema.optional(),
  severity: shortTextSchema.optional(),
  title: shortTextSchema.optional(),
  url: linkSchema.optional(),
  labels: z.record(z.string().max(128), z.string().max(512)).optional(),
  cause: z.enum(['change', 'infrastructure', 'external', 'unknown']).optional(),
  deploymentId: shortTextSchema.optional(),
});

/** Body of `POST /ingest/runs`. */
export const ingestRunSchema = z
  .strictObject({
    id: shortTextSchema,
    pipeline: shortTextSchema,
    entityRef: subjectShape.entityRef,
    repositoryUrl: subjectShape.repositoryUrl,
    path: subjectShape.path,
    commit: shaSchema.optional(),
    branch: shortTextSchema.optional(),
    pullRequest: z.union([z.string().max(64), z.number().int()]).optional(),
    attempt: z.number().int().min(1).max(10_000).optional(),
    status: statusSchema,
    queuedAt: instantSchema.optional(),
    startedAt: instantSchema.optional(),
    finishedAt: instantSchema.optional(),
    url: linkSchema.optional(),
    tasks: z
      .array(
        z.strictObject({
          name: shortTextSchema,
          status: statusSchema,
          queuedAt: instantSchema.optional(),
          startedAt: instantSchema,
          finishedAt: instantSchema,
          stage: shortTextSchema.optional(),
          url: linkSchema.optional(),
        }),
      )
      .max(2000)
      .optional(),
  })
  .superRefine(requireFinishedAt);

/** Body of `POST /ingest/commits`. */
export const ingestCommitsSchema = z.strictObject({
  repositoryUrl: z.string().min(1).max(1024),
  branch: shortTextSchema,
  commits: z
    .array(
      z.strictObject({
        ...commitShape,
        parents: z.array(shaSchema).max(64).optional(),
        paths: z.array(z.string().max(1024)).max(3000).optional(),
      }),
    )
    .min(1)
    .max(5000),
});

/** Body of `POST /ingest/gate-outcomes`. */
export const ingestGateOutcomeSchema = z.strictObject({
  id: shortTextSchema.optional(),
  entityRef: entityRefSchema,
  environment: shortTextSchema,
  version: shortTextSchema.optional(),
  commit: shaSchema.optional(),
  deploymentId: shortTextSchema.optional(),
  runUrl: linkSchema.optional(),
  gate: shortTextSchema,
  phase: shortTextSchema.optional(),
  outcome: z.enum(['pass', 'warn', 'fail', 'error', 'inconclusive', 'skipped']),
  value: z.number().optional(),
  limit: z.number().optional(),
  unit: z.string().max(32).optional(),
  summary: z.string().max(2000).optional(),
  evidenceUrl: linkSchema.optional(),
  at: instantSchema,
});

/** Body of `POST /ingest/check-results`. */
export const ingestCheckResultSchema = z.strictObject({
  entityRef: entityRefSchema,
  check: shortTextSchema,
  result: z.enum(['pass', 'fail']),
  reason: z.string().max(2000).optional(),
  url: linkSchema.optional(),
  at: instantSchema,
});

/** Body of `POST /ingest/changes`. */
export const ingestChangeSchema = z.strictObject({
  repositoryUrl: z.string().min(1).max(1024),
  id: z.union([shortTextSchema, z.number().int().min(1)]),
  url: linkSchema.optional(),
  title: shortTextSchema.optional(),
  author: shortTextSchema.optional(),
  openedAt: instantSchema,
  readyAt: instantSchema.optional(),
  firstReviewAt: instantSchema.optional(),
  approvedAt: instantSchema.optional(),
  mergedAt: instantSchema.optional(),
  closedAt: instantSchema.optional(),
  /** As for deployments; default: the latest of the other instants. */
  updatedAt: instantSchema.optional(),
  headSha: shaSchema,
  mergeSha: shaSchema.optional(),
  targetBranch: shortTextSchema,
});

/** A flag's value as its system knows it; kept as text. */
const flagValueSchema = z.union([z.string().max(512), z.boolean(), z.number()]);

/** Body of `POST /ingest/flags`. */
export const ingestFlagSchema = z.strictObject({
  key: shortTextSchema,
  entityRef: entityRefSchema.optional(),
  environment: shortTextSchema.optional(),
  from: flagValueSchema.optional(),
  to: flagValueSchema.optional(),
  actor: shortTextSchema.optional(),
  at: instantSchema,
  url: linkSchema.optional(),
});

/** Body of `POST /ingest/events`. */
export const ingestEventSchema = z.strictObject({
  id: shortTextSchema.optional(),
  entityRef: entityRefSchema.optional(),
  /** `node-drain`, `certificate`, `policy-denied`, `scaling`, `maintenance`, or a word of the sender's own. */
  kind: shortTextSchema,
  title: shortTextSchema,
  at: instantSchema,
  until: instantSchema.optional(),
  severity: shortTextSchema.optional(),
  url: linkSchema.optional(),
  labels: z.record(z.string().max(128), z.string().max(512)).optional(),
});

/** Query of `POST /ingest/files/{format}`: what the file, which names none of it, is about. */
export const ingestFileQuerySchema = z
  .strictObject({
    entityRef: entityRefSchema.optional(),
    repositoryUrl: subjectShape.repositoryUrl,
    path: subjectShape.path,
    commit: shaSchema,
    runUrl: linkSchema.optional(),
    suite: shortTextSchema.optional(),
    environment: shortTextSchema.optional(),
    /** Of the artifact scanned. */
    digest: shortTextSchema.optional(),
    /** The tool that wrote the file, where its format does not say. */
    tool: shortTextSchema.optional(),
  })
  .refine(query => query.entityRef ?? query.repositoryUrl, {
    path: ['entityRef'],
    message: 'is required, or repositoryUrl',
  });

/** The plain JSON doors: `POST /ingest/{door}` and the schema of one object of it. */
export const ingestSchemas = {
  deployments: ingestDeploymentSchema,
  incidents: ingestIncidentSchema,
  runs: ingestRunSchema,
  commits: ingestCommitsSchema,
  'gate-outcomes': ingestGateOutcomeSchema,
  'check-results': ingestCheckResultSchema,
  changes: ingestChangeSchema,
  flags: ingestFlagSchema,
  events: ingestEventSchema,
} as const;
/** A key of {@link ingestSchemas}. */
export type IngestDoor = keyof typeof ingestSchemas;

export type IngestDeployment = z.output<typeof ingestDeploymentSchema>;
export type IngestIncident = z.output<typeof ingestIncidentSchema>;
export type IngestRun = z.output<typeof ingestRunSchema>;
export type IngestCommits = z.output<typeof ingestCommitsSchema>;
export type IngestGateOutcome = z.output<typeof ingestGateOutcomeSchema>;
export type IngestCheckResult = z.output<typeof ingestCheckResultSchema>;
export type IngestChange = z.output<typeof ingestChangeSchema>;
export type IngestFlag = z.output<typeof ingestFlagSchema>;
export type IngestEvent = z.output<typeof ingestEventSchema>;
export type IngestFileQuery = z.output<typeof ingestFileQuerySchema>;

import { linkSchema } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  payloadFields,
  repositoryId,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';
import { gitlabInstant } from './instant';

/* Only the fields that are read, so that GitLab may add and change all others; versions differ in what they send. */

const { listOf, maybeLink, maybeText } = payloadFields;

const maybeMillis = gitlabInstant.nullish().transform(at => at ?? undefined);
const id = z.number().int().nonnegative();
/** Seconds, broken or whole, as whole milliseconds. */
const maybeSeconds = z
  .number()
  .nullish()
  .transform(s => (s ? Math.max(0, Math.round(s * 1000)) : undefined));
const username = z
  .object({ username: maybeText })
  .nullish()
  .transform(user => user?.username);

/** The page of a project, without a slash at its end, and the identity that is in it. */
const projectPage = z.string().transform((text, ctx) => {
  const page = text.replace(/\/+$/, '');
  const identity = linkSchema.safeParse(page).success
    ? repositoryId(page)
    : undefined;
  if (identity) return { page, identity };
  ctx.addIssue({ code: 'custom', message: 'must be the URL of a project' });
  return z.NEVER;
});
const project = z.object({ web_url: projectPage, default_branch: maybeText });

const build = z.object({
  id,
  name: z.string().min(1),
  stage: maybeText,
  status: z.string(),
  created_at: maybeMillis,
  started_at: maybeMillis,
  finished_at: maybeMillis,
  queued_duration: maybeSeconds,
  failure_reason: maybeText,
});
/** A job, as a pipeline lists it and as its own event tells it. */
export type Build = z.output<typeof build>;

/** `project` of an answer of the API, with its page only. */
export const projectPayload = project;

/** `Pipeline Hook`. */
export const pipelinePayload = z.object({
  project,
  object_attributes: z.object({
    id,
    name: maybeText,
    ref: maybeText,
    tag: z.boolean().nullish(),
    sha: z.string().min(1),
    status: z.string(),
    created_at: gitlabInstant,
    finished_at: maybeMillis,
    queued_duration: maybeSeconds,
    url: maybeLink,
  }),
  merge_request: z.object({ iid: id, source_branch: maybeText }).nullish(),
  user: username,
  builds: listOf(build),
});

/** `Job Hook`: the fields of a job with `build_` before them. */
export const jobPayload = z.object({
  repository: z.object({ homepage: projectPage }),
  ref: maybeText,
  tag: z.boolean().nullish(),
  sha: maybeText,
  pipeline_id: id,
  // The only place of the pipeline's name.
  commit: z.object({ name: maybeText }).nullish(),
  build_id: build.shape.id,
  build_name: build.shape.name,
  build_stage: build.shape.stage,
  build_status: build.shape.status,
  build_created_at: build.shape.created_at,
  build_started_at: build.shape.started_at,
  build_finished_at: build.shape.finished_at,
  build_queued_duration: build.shape.queued_duration,
  build_failure_reason: build.shape.failure_reason,
});

/** `Deployment Hook`. */
export const deploymentPayload = z.object({
  project,
  deployment_id: id,
  status: z.string(),
  status_changed_at: gitlabInstant,
  environment: z.string().min(1),
  deployable_url: maybeLink,
  short_sha: maybeText,
  sha: maybeText,
  commit_url: maybeText,
  ref: maybeText,
  user: username,
});

const files = z.array(z.string()).nullish();

/** `Push Hook`. */
export const pushPayload = z.object({
  project,
  ref: z.string(),
  before: z.string(),
  after: z.string(),
  total_commits_count: z.number().nullish(),
  commits: listOf(
    z.object({
      id: z.string().min(1),
      message: z.string(),
      timestamp: gitlabInstant,
      url: maybeLink,
      author: z.object({ name: maybeText }).nullish(),
      added: files,
      modified: files,
      removed: files,
    }),
  ),
});
/** A commit of {@link pushPayload}. */
export type PushedCommit = z.output<typeof pushPayload>['commits'][number];

const change = z.object({ current: z.boolean().nullish() }).nullish();

/** `Merge Request Hook`. */
export const mergeRequestPayload = z.object({
  project,
  user: z.object({ id: id.nullish(), username: maybeText }).nullish(),
  object_attributes: z.object({
    iid: id,
    title: maybeText,
    url: maybeLink,
    state: z.string(),
    action: maybeText,
    author_id: id.nullish(),
    draft: z.boolean().nullish(),
    work_in_progress: z.boolean().nullish(),
    created_at: gitlabInstant,
    updated_at: gitlabInstant,
    merge_commit_sha: maybeText,
    squash_commit_sha: maybeText,
    target_branch: maybeText,
    last_commit: z.object({ id: maybeText }).nullish(),
  }),
  changes: z.object({ draft: change, work_in_progress: change }).nullish(),
});

import {
  payloadFields,
  repositoryId,
  type RepositoryId,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/*
 * Only the fields that are read, so that GitHub may add and change all others. Where GitHub's own schemas disagree with
 * what it sends (null for absent, an empty name), both are taken.
 */

const { listOf, maybeLink, maybeMillis, maybeText, millis } = payloadFields;

const login = z
  .object({ login: z.string() })
  .nullish()
  .transform(user => user?.login);
const id = z.number().int().nonnegative();

/** `repository` of every event: its identity, its page and what decides between branches. */
const repository = z
  .object({
    html_url: z.string(),
    full_name: maybeText,
    default_branch: maybeText,
    // Seconds in a push, text in all other events.
    pushed_at: z
      .union([z.number().transform(seconds => seconds * 1000), millis])
      .nullish()
      .catch(undefined),
  })
  .transform((value, ctx) => {
    const identity: RepositoryId | undefined = repositoryId(value.html_url);
    if (identity) return { ...value, identity };
    const message = 'must be the URL of a repository';
    ctx.addIssue({ code: 'custom', path: ['html_url'], message });
    return z.NEVER;
  });
/** See {@link repository}. */
export type GithubRepository = z.output<typeof repository>;

const namedWorkflow = z
  .object({ name: maybeText })
  .nullish()
  .transform(workflow => workflow?.name);

/** `workflow_run`. */
export const workflowRunPayload = z.object({
  repository,
  workflow: namedWorkflow,
  workflow_run: z.object({
    id,
    name: maybeText,
    status: z.string(),
    conclusion: maybeText,
    event: maybeText,
    run_attempt: z.number().int().min(1).nullish(),
    created_at: millis,
    run_started_at: maybeMillis,
    updated_at: millis,
    head_branch: maybeText,
    head_sha: z.string(),
    head_repository: z.object({ full_name: maybeText }).nullish(),
    html_url: maybeLink,
    pull_requests: z.array(z.object({ number: id })).nullish(),
    actor: login,
    triggering_actor: login,
  }),
});

/** `workflow_job`. */
export const workflowJobPayload = z.object({
  repository,
  workflow_job: z.object({
    id,
    run_id: id,
    run_attempt: z.number().int().min(1).nullish(),
    name: z.string(),
    workflow_name: maybeText,
    head_branch: maybeText,
    head_sha: maybeText,
    status: z.string(),
    conclusion: maybeText,
    created_at: maybeMillis,
    started_at: millis,
    completed_at: maybeMillis,
    html_url: maybeLink,
  }),
});

const deployment = z.object({
  id,
  sha: z.string(),
  ref: maybeText,
  environment: z.string().min(1),
  created_at: millis,
  creator: login,
  // An object, or text that a client chose; only `version` of an object is read.
  payload: z.object({ version: maybeText.catch(undefined) }).catch({
    version: undefined,
  }),
});
const deploymentContext = {
  repository,
  deployment,
  workflow: namedWorkflow,
  workflow_run: z
    .object({ html_url: maybeLink })
    .nullish()
    .transform(run => run?.html_url),
};

/** `deployment`. */
export const deploymentPayload = z.object(deploymentContext);
/** See {@link deploymentPayload}. */
export type DeploymentPayload = z.output<typeof deploymentPayload>;

/** `deployment_status`. */
export const deploymentStatusPayload = z.object({
  ...deploymentContext,
  deployment_status: z.object({
    state: z.string(),
    created_at: millis,
    updated_at: millis,
    log_url: maybeLink,
    // Whatever a client sent.
    target_url: maybeLink,
  }),
});

const files = z.array(z.string()).nullish();

/** `push`. */
export const pushPayload = z.object({
  repository,
  ref: z.string(),
  before: z.string(),
  deleted: z.boolean().nullish(),
  forced: z.boolean().nullish(),
  commits: listOf(
    z.object({
      id: z.string(),
      distinct: z.boolean().nullish(),
      message: z.string(),
      timestamp: millis,
      url: maybeLink,
      author: z
        .object({ name: maybeText, username: maybeText })
        .nullish()
        .transform(author => author?.username ?? author?.name),
      added: files,
      modified: files,
      removed: files,
    }),
  ),
});
/** A commit of {@link pushPayload}. */
export type PushedCommit = z.output<typeof pushPayload>['commits'][number];

const pullRequest = z.object({
  number: id,
  html_url: maybeLink,
  title: maybeText,
  draft: z.boolean().nullish(),
  state: maybeText,
  created_at: millis,
  updated_at: millis,
  merged_at: maybeMillis,
  closed_at: maybeMillis,
  merge_commit_sha: maybeText,
  head: z.object({ sha: z.string() }),
  base: z.object({ ref: z.string() }),
  user: login,
});

/** `pull_request`. */
export const pullRequestPayload = z.object({
  action: z.string(),
  repository,
  pull_request: pullRequest,
});
/** What every event of a pull request has. */
export type ChangePayload = Pick<
  z.output<typeof pullRequestPayload>,
  'repository' | 'pull_request'
>;

/** `pull_request_review`. */
export const pullRequestReviewPayload = z.object({
  action: z.string(),
  repository,
  pull_request: pullRequest,
  review: z.object({
    state: z.string(),
    submitted_at: maybeMillis,
    user: z.object({ login: z.string(), type: maybeText }).nullish(),
  }),
});

const pullRequestAuthors = z
  .array(z.object({ user: login }))
  .nullish()
  .transform(changes =>
    (changes ?? []).flatMap(({ user }) => (user === undefined ? [] : [user])),
  );

/** `deployment_protection_rule`. */
export const deploymentProtectionRulePayload = z.object({
  repository,
  environment: maybeText,
  deployment,
  deployment_callback_url: maybeLink,
  pull_requests: pullRequestAuthors,
  sender: login,
});

const reviewedJob = z.object({ environment: z.string().min(1) });

/** `deployment_review`, of which only `approved` and `rejected` decide anything. */
export const deploymentReviewPayload = z.object({
  action: z.string(),
  repository,
  approver: login,
  comment: maybeText,
  workflow_job_run: reviewedJob.nullish(),
  workflow_job_runs: z.array(reviewedJob).nullish(),
  workflow_run: z
    .object({
      id,
      name: maybeText,
      run_attempt: z.number().int().min(1).nullish(),
      head_sha: z.string(),
      html_url: maybeLink,
      updated_at: millis,
    })
    .nullish(),
});

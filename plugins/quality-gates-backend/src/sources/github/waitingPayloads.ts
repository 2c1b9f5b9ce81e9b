import { z } from 'zod';

/*
 * Answers of GitHub's REST API about runs that wait, cut to what is read.
 * Sources: https://docs.github.com/en/rest/actions/workflow-runs and https://docs.github.com/en/rest/deployments
 */

const text = z.string().nullish();
const user = z.object({ login: z.string() }).nullish();
const id = z.number().int().nonnegative();

/** `GET /repos/{owner}/{repo}/actions/runs?status=waiting` */
export const waitingRunsAnswer = z.object({
  workflow_runs: z.array(
    z.object({
      id,
      run_attempt: z.number().int().nullish(),
      url: z.string(),
      event: text,
      head_sha: z.string().min(1),
      actor: user,
      triggering_actor: user,
      pull_requests: z.array(z.object({ number: id })).nullish(),
    }),
  ),
});
/** One of {@link waitingRunsAnswer}. */
export type WaitingRun = z.output<
  typeof waitingRunsAnswer
>['workflow_runs'][number];

/** `GET …/runs/{id}/pending_deployments` */
export const pendingDeploymentsAnswer = z.array(
  z.object({ environment: z.object({ name: z.string().min(1) }) }),
);

/** `GET …/environments/{name}/deployment_protection_rules` */
export const protectionRulesAnswer = z.object({
  custom_deployment_protection_rules: z
    .array(z.object({ enabled: z.boolean(), app: z.object({ id }) }))
    .nullish(),
});

/** `GET …/deployments`; the fields that the webhook has too. */
export const deploymentsAnswer = z.array(
  z.object({
    id,
    sha: z.string(),
    ref: text,
    environment: z.string(),
    created_at: z.string(),
    creator: user,
    payload: z.unknown().optional(),
  }),
);

/** `GET …/deployments/{id}/statuses`, newest first */
export const statusesAnswer = z.array(
  z.object({ state: z.string(), log_url: text, target_url: text }),
);

/** `GET /repos/{owner}/{repo}` */
export const repositoryAnswer = z.object({
  html_url: z.string(),
  full_name: text,
  default_branch: text,
});

/** `GET …/pulls/{number}` */
export const pullRequestAnswer = z.object({ number: id, user });

/** Where the search of one repository stands; runs that wait no more are forgotten. */
export const searchState = z.object({
  /** `{run}#{attempt}/{environment}` without a rule of ours. */
  foreign: z.array(z.string()).default([]),
  /** `{run}#{attempt}/{deployment}` that are known by now. */
  known: z.array(z.string()).default([]),
});
/** See {@link searchState}. */
export type SearchState = z.output<typeof searchState>;

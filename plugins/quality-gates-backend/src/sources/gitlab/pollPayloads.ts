import { payloadFields } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';
import { gitlabInstant } from './instant';
import { projectPayload } from './payloads';

/*
 * Answers of GitLab's REST API, cut to what is read and otherwise unchanged: the same state of things is then the same
 * delivery, however often it is asked for.
 * Sources: https://docs.gitlab.com/api/repositories/#compare-branches-tags-or-commits,
 * https://docs.gitlab.com/api/merge_requests/#list-merge-requests
 */

const { maybeLink, maybeText } = payloadFields;

const text = z.string().nullish();

const commit = z.object({
  id: z.string().min(1),
  parent_ids: z.array(z.string()).nullish(),
  title: text,
  author_name: text,
  committed_date: z.string(),
  web_url: text,
});

/** A comparison. Its diffs are left out: they are of all commits together. */
export const comparisonAnswer = z.object({ commits: z.array(commit) });
/** The last commit that two have in common. */
export const mergeBaseAnswer = z.object({ id: z.string().min(1) });
/** Files of one commit. */
export const diffAnswer = z.array(
  z.object({ old_path: z.string(), new_path: z.string() }),
);

const mergeRequest = z.object({
  iid: z.number().int().nonnegative(),
  title: text,
  web_url: text,
  state: z.string(),
  draft: z.boolean().nullish(),
  author: z.object({ username: text }).nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  merged_at: text,
  closed_at: text,
  merge_commit_sha: text,
  squash_commit_sha: text,
  sha: text,
  target_branch: text,
});
/** A page of merge requests. */
export const mergeRequestsAnswer = z.array(mergeRequest);

/** Where the poll of one project stands. */
export const pollState = z.object({
  /** Comparisons asked for, newest first. */
  asked: z.array(z.string()).default([]),
  /** Merge requests changed before are known. */
  since: z.string().optional(),
  /** Where more than a page changed at that time. */
  page: z.number().int().optional(),
});
/** See {@link pollState}. */
export type PollState = z.output<typeof pollState>;

const maybeMillis = gitlabInstant.nullish().transform(at => at ?? undefined);

/** A delivery of kind `compare`. */
export const comparePayload = z.object({
  project: projectPayload,
  merge_base: mergeBaseAnswer,
  commits: z.array(
    commit.extend({
      title: maybeText,
      author_name: maybeText,
      committed_date: gitlabInstant,
      web_url: maybeLink,
      paths: z.array(z.string()).optional(),
    }),
  ),
});

/** A delivery of kind `merge_request`. */
export const polledMergeRequestPayload = z.object({
  project: projectPayload,
  merge_request: mergeRequest.extend({
    title: maybeText,
    web_url: maybeLink,
    created_at: gitlabInstant,
    updated_at: gitlabInstant,
    merged_at: maybeMillis,
    closed_at: maybeMillis,
    merge_commit_sha: maybeText,
    squash_commit_sha: maybeText,
    sha: maybeText,
    target_branch: maybeText,
  }),
});

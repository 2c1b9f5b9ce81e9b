import {
  payloadFields,
  repositoryId,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/*
 * Answers of GitHub's REST API, cut to what is read: the same state of things is then the same bytes, and so the same
 * delivery, however often it is asked for. Nothing is changed here; what it means is the normaliser's to say.
 * Source: https://docs.github.com/en/rest/commits/commits#compare-two-commits
 */

const text = z.string().nullish();
const user = z.object({ login: text }).nullish();

/** A commit, alone or in a comparison; `files` only alone. */
export const commitAnswer = z.object({
  sha: z.string().min(1),
  html_url: text,
  parents: z.array(z.object({ sha: z.string() })),
  author: user,
  commit: z.object({
    message: z.string(),
    author: z.object({ name: text }).nullish(),
    committer: z.object({ date: z.string() }),
  }),
  files: z
    .array(z.object({ filename: z.string(), previous_filename: text }))
    .nullish(),
});

/** A page of a comparison. Its own `files`, with their patches, are left out. */
export const comparisonAnswer = z.object({
  total_commits: z.number().int().nonnegative(),
  merge_base_commit: z.object({ sha: z.string().min(1) }),
  commits: z.array(commitAnswer.omit({ files: true })),
});

/** A page of pull requests. */
export const pullRequestsAnswer = z.array(
  z.object({
    number: z.number().int(),
    html_url: text,
    title: text,
    draft: z.boolean().nullish(),
    state: text,
    created_at: z.string(),
    updated_at: z.string(),
    merged_at: text,
    closed_at: text,
    merge_commit_sha: text,
    head: z.object({ sha: z.string() }),
    base: z.object({ ref: z.string() }),
    user,
  }),
);

/** Where the poll of one repository stands. */
export const pollState = z.object({
  /** Comparisons asked for, newest first. */
  asked: z.array(z.string()).default([]),
  /** Pull requests changed before are known. ISO 8601, as GitHub writes it, so that texts compare. */
  since: z.string().optional(),
  /** Of a pass under way: its next page, and the newest change it has seen. */
  page: z.number().int().optional(),
  newest: z.string().optional(),
});
/** See {@link pollState}. */
export type PollState = z.output<typeof pollState>;

/** A delivery of kind `compare`. */
export const comparePayload = z.object({
  repository: z.object({
    html_url: z.string().transform((page, ctx) => {
      const identity = repositoryId(page);
      if (identity) return identity;
      const message = 'must be the URL of a repository';
      ctx.addIssue({ code: 'custom', message });
      return z.NEVER;
    }),
  }),
  merge_base_commit: z.object({ sha: z.string().min(1) }),
  commits: z.array(commitAnswer.extend({ html_url: payloadFields.maybeLink })),
});

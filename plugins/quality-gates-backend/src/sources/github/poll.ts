import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import {
  checkPayload,
  createPolledDelivery,
  createPollPage,
  pollComparisons,
  type CommitRange,
  type PollContext,
  type PolledDelivery,
  type PolledRepository,
  type Poller,
  type PollIngress,
  type PollPage,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import {
  comparisonAnswer,
  commitAnswer,
  pollState,
  pullRequestsAnswer,
  type PollState,
} from './pollPayloads';

/** Where pull requests begin at the first poll. */
const FIRST_LOOK_MS = 30 * 86_400_000;
const PER_PAGE = 100;
/** A larger comparison is left unknown: walking it commit by commit would cost more than its lead times are worth. */
const MOST_COMMITS = 2_000;
/** Where each commit has to be asked for its files. */
const MOST_COMMITS_WITH_PATHS = 250;

/** GitHub, asked for what its webhooks did not tell; see README.md, section Pull. */
export const githubPoll: PollIngress = {
  type: 'poll',
  createPoller({ config, rootConfig }): Poller {
    const host = config.getOptionalString('host') ?? 'github.com';
    const integrations = ScmIntegrations.fromConfig(rootConfig);
    const apiUrl = apiUrlOf(host, integrations, config);
    const provider =
      DefaultGithubCredentialsProvider.fromIntegrations(integrations);
    return {
      host,
      async *poll(context) {
        const repository = context.repository!;
        const page = `https://${host}/${repository.path}`;
        const { headers } = await provider.getCredentials({ url: page });
        const ask: Ask = {
          context,
          repository,
          page,
          get: path =>
            context.get(`${apiUrl}/repos/${repository.path}${path}`, {
              Accept: 'application/vnd.github+json',
              'X-GitHub-Api-Version': '2022-11-28',
              ...headers,
            }),
        };
        const state = pollState.parse(context.state ?? {});
        const next = yield* readPullRequests(ask, state);
        yield* pollComparisons(repository, next, range => compare(ask, range));
      },
    };
  },
};

interface Ask {
  readonly context: PollContext;
  readonly repository: PolledRepository;
  /** Of the repository, for people. */
  readonly page: string;
  readonly get: (path: string) => ReturnType<PollContext['get']>;
}

function apiUrlOf(host: string, integrations: ScmIntegrations, config: Config) {
  const apiUrl = integrations.github.byHost(host)?.config.apiBaseUrl;
  if (apiUrl) return apiUrl;
  const key = config.has('host') ? 'host' : 'poll';
  throw new InputError(
    `Wrong configuration: qualityGates.sources: ${key}: integrations.github has no entry for ${host}`,
  );
}

/**
 * One delivery of kind `compare` with all commits, or nothing: a part of them would look like the whole. 404 = one of
 * the two commits is gone, and asking again brings nothing.
 */
async function compare(
  ask: Ask,
  { base, head }: CommitRange,
): Promise<PolledDelivery | undefined> {
  const { needsPaths } = ask.repository;
  const most = needsPaths ? MOST_COMMITS_WITH_PATHS : MOST_COMMITS;
  const range = `${encodeURIComponent(base)}...${encodeURIComponent(head)}`;
  const commits = [];
  let mergeBase: string;
  for (let page = 1; ; page += 1) {
    const path = `/compare/${range}?per_page=${PER_PAGE}&page=${page}`;
    const { status, body } = await ask.get(path);
    if (status === 404) return undefined;
    const answer = checkPayload(comparisonAnswer, body, about('comparison'));
    if (answer.total_commits > most) return undefined;
    mergeBase = answer.merge_base_commit.sha;
    commits.push(...answer.commits);
    if (commits.length >= answer.total_commits) break;
    if (answer.commits.length === 0) return undefined;
  }
  return createPolledDelivery('compare', {
    repository: { html_url: ask.page },
    merge_base_commit: { sha: mergeBase },
    commits: needsPaths ? await addFiles(ask, commits) : commits,
  });
}

/** The comparison lists the files of all commits together; whose a commit is, its own files decide. */
async function addFiles(
  ask: Ask,
  commits: readonly z.output<typeof commitAnswer>[],
) {
  const detailed = [];
  for (const commit of commits) {
    const { body } = await ask.get(`/commits/${commit.sha}`);
    detailed.push(checkPayload(commitAnswer, body, about('commit')));
  }
  return detailed;
}

/**
 * Pull requests that changed since the last pass, the newest first, as GitHub can sort but not filter them. What changes
 * during a pass moves to its front, so a page may repeat but never misses any; the next pass begins where this one did.
 */
async function* readPullRequests(
  ask: Ask,
  start: PollState,
): AsyncGenerator<PollPage, PollState> {
  const first = new Date(ask.context.now - FIRST_LOOK_MS).toISOString();
  const since = start.since ?? first;
  let state = start;
  for (;;) {
    const page = state.page ?? 1;
    const { status, body } = await ask.get(
      `/pulls?state=all&sort=updated&direction=desc&per_page=${PER_PAGE}&page=${page}`,
    );
    if (status === 404) {
      throw new InputError(
        `${ask.page} is not there, or integrations.github may not read it`,
      );
    }
    const all = checkPayload(pullRequestsAnswer, body, about('pull requests'));
    const changed = all.filter(one => one.updated_at >= since);
    const newest = state.newest ?? changed.at(0)?.updated_at ?? since;
    const over = changed.length < PER_PAGE;
    state = over
      ? { asked: state.asked, since: newest }
      : { ...state, since, newest, page: page + 1 };
    yield createPollPage(
      changed.map(one =>
        createPolledDelivery('pull_request', {
          action: 'polled',
          repository: { html_url: ask.page },
          pull_request: one,
        }),
      ),
      state,
    );
    if (over) return state;
  }
}

function about(kind: string) {
  return { system: 'GitHub', kind };
}

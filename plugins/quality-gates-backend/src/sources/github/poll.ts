import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import type { JsonValue } from '@backstage/types';
import type {
  CommitRange,
  PollContext,
  PolledDelivery,
  PolledRepository,
  Poller,
  PollIngress,
  PollPage,
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
/** Comparisons that are remembered as asked. */
const MOST_ASKED = 200;

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
        yield* readComparisons(ask, next);
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

/** After the pull requests: a repository that is not shown to us was refused there, and no comparison is given up for it. */
async function* readComparisons(
  ask: Ask,
  start: PollState,
): AsyncIterable<PollPage> {
  let state = start;
  for (const range of ask.repository.unknownRanges) {
    const name = `${range.base}...${range.head}`;
    if (state.asked.includes(name)) continue;
    const delivery = await compare(ask, range);
    state = { ...state, asked: [name, ...state.asked].slice(0, MOST_ASKED) };
    yield { deliveries: delivery ? [delivery] : [], state: toJson(state) };
  }
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
    const answer = read(comparisonAnswer, body, 'comparison');
    if (answer.total_commits > most) return undefined;
    mergeBase = answer.merge_base_commit.sha;
    commits.push(...answer.commits);
    if (commits.length >= answer.total_commits) break;
    if (answer.commits.length === 0) return undefined;
  }
  return toDelivery('compare', {
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
    detailed.push(read(commitAnswer, body, 'commit'));
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
    const all = read(pullRequestsAnswer, body, 'pull requests');
    const changed = all.filter(one => one.updated_at >= since);
    const newest = state.newest ?? changed.at(0)?.updated_at ?? since;
    const over = changed.length < PER_PAGE;
    state = over
      ? { asked: state.asked, since: newest }
      : { ...state, since, newest, page: page + 1 };
    yield {
      deliveries: changed.map(one =>
        toDelivery('pull_request', {
          action: 'polled',
          repository: { html_url: ask.page },
          pull_request: one,
        }),
      ),
      state: toJson(state),
    };
    if (over) return state;
  }
}

function toDelivery(kind: string, body: object): PolledDelivery {
  return { kind, body: Buffer.from(JSON.stringify(body)) };
}

function toJson(state: PollState): JsonValue {
  return JSON.parse(JSON.stringify(state));
}

function read<S extends z.ZodType>(
  schema: S,
  body: unknown,
  what: string,
): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError(
    `GitHub ${what}: ${issue.path.join('.')}: ${issue.message}`,
  );
}

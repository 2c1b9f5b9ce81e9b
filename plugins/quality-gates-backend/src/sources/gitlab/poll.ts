import { InputError } from '@backstage/errors';
import {
  getGitLabRequestOptions,
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
import {
  comparisonAnswer,
  diffAnswer,
  mergeBaseAnswer,
  mergeRequestsAnswer,
  pollState,
  type PollState,
} from './pollPayloads';

/** Where merge requests begin at the first poll. */
const FIRST_LOOK_MS = 30 * 86_400_000;
const PER_PAGE = 100;
/** A larger comparison is left unknown, as GitHub's is. */
const MOST_COMMITS = 2_000;
/** Where each commit has to be asked for its files, and how many pages of them. */
const MOST_COMMITS_WITH_PATHS = 200;

/** GitLab, asked for what its webhooks did not tell; see README.md, section Pull. */
export const gitlabPoll: PollIngress = {
  type: 'poll',
  createPoller({ config, rootConfig }): Poller {
    const host = config.getOptionalString('host') ?? 'gitlab.com';
    const integration =
      ScmIntegrations.fromConfig(rootConfig).gitlab.byHost(host);
    if (!integration) {
      throw new InputError(
        `Wrong configuration: qualityGates.sources: poll: integrations.gitlab has no entry for ${host}`,
      );
    }
    const { apiBaseUrl, baseUrl } = integration.config;
    const { headers } = getGitLabRequestOptions(integration.config);
    return {
      host,
      async *poll(context) {
        const repository = context.repository!;
        const project = encodeURIComponent(repository.path);
        const ask: Ask = {
          context,
          repository,
          page: `${baseUrl}/${repository.path}`,
          get: path =>
            context.get(`${apiBaseUrl}/projects/${project}${path}`, headers),
        };
        const state = pollState.parse(context.state ?? {});
        const next = yield* readMergeRequests(ask, state);
        yield* pollComparisons(repository, next, range => compare(ask, range));
      },
    };
  },
};

interface Ask {
  readonly context: PollContext;
  readonly repository: PolledRepository;
  /** Of the project, for people. */
  readonly page: string;
  readonly get: (path: string) => ReturnType<PollContext['get']>;
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
  const [from, to] = [encodeURIComponent(base), encodeURIComponent(head)];
  const compared = await ask.get(`/repository/compare?from=${from}&to=${to}`);
  if (compared.status === 404) return undefined;
  const answer = checkPayload(
    comparisonAnswer,
    compared.body,
    about('comparison'),
  );
  const most = needsPaths ? MOST_COMMITS_WITH_PATHS : MOST_COMMITS;
  if (answer.commits.length > most) return undefined;
  const merged = await ask.get(
    `/repository/merge_base?refs[]=${from}&refs[]=${to}`,
  );
  if (merged.status === 404) return undefined;
  const mergeBase = checkPayload(
    mergeBaseAnswer,
    merged.body,
    about('merge base'),
  );
  const commits = [];
  for (const commit of answer.commits) {
    const paths = needsPaths ? await readPaths(ask, commit.id) : undefined;
    commits.push({ ...commit, paths });
  }
  return createPolledDelivery('compare', {
    project: { web_url: ask.page },
    merge_base: mergeBase,
    commits,
  });
}

/** Files of one commit; those beyond the first page of 100 are in the same folders nearly always. */
async function readPaths(ask: Ask, sha: string): Promise<string[]> {
  const { body } = await ask.get(
    `/repository/commits/${sha}/diff?per_page=${PER_PAGE}`,
  );
  const files = checkPayload(diffAnswer, body, about('diff'));
  return [...new Set(files.flatMap(one => [one.old_path, one.new_path]))];
}

/**
 * Merge requests in the order they changed. Each page begins at the last change of the page before, so what changes
 * meanwhile moves towards the end and is met there; only where a whole page changed at one time is a second one needed.
 */
async function* readMergeRequests(
  ask: Ask,
  start: PollState,
): AsyncGenerator<PollPage, PollState> {
  const first = new Date(ask.context.now - FIRST_LOOK_MS).toISOString();
  let state: PollState & { since: string } = {
    ...start,
    since: start.since ?? first,
  };
  for (;;) {
    const { since, page = 1 } = state;
    const { status, body } = await ask.get(
      `/merge_requests?state=all&order_by=updated_at&sort=asc&updated_after=${encodeURIComponent(
        since,
      )}&per_page=${PER_PAGE}&page=${page}`,
    );
    if (status === 404) {
      throw new InputError(
        `${ask.page} is not there, or integrations.gitlab may not read it`,
      );
    }
    const changed = checkPayload(
      mergeRequestsAnswer,
      body,
      about('merge requests'),
    );
    const latest = changed.at(-1)?.updated_at ?? since;
    const full = changed.length >= PER_PAGE;
    const stuck = full && latest === since;
    const { asked } = state;
    state = stuck ? { asked, since, page: page + 1 } : { asked, since: latest };
    yield createPollPage(
      changed.map(one =>
        createPolledDelivery('merge_request', {
          project: { web_url: ask.page },
          merge_request: one,
        }),
      ),
      state,
    );
    if (!full) return state;
  }
}

function about(kind: string) {
  return { system: 'GitLab', kind };
}

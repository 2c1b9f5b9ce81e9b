import { NotAllowedError } from '@backstage/errors';
import {
  checkPayload,
  createPolledDelivery,
  createPollPage,
  type PollContext,
  type PolledDelivery,
  type PollPage,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import {
  deploymentsAnswer,
  pendingDeploymentsAnswer,
  protectionRulesAnswer,
  pullRequestAnswer,
  repositoryAnswer,
  searchState,
  statusesAnswer,
  waitingRunsAnswer,
  type SearchState,
  type WaitingRun,
} from './waitingPayloads';

/** The newest runs that wait; GitHub's largest page. */
const MOST_RUNS = 100;
/** Deployments of one commit to one environment, newest first: re-runs and the jobs of a matrix. */
const MOST_DEPLOYMENTS = 20;
const MOST_PULL_REQUESTS = 10;

type Deployment = z.output<typeof deploymentsAnswer>[number];

/** What finding needs to know of one repository. */
export interface LostRequestSearch {
  /** Asks below `/repos/{owner}/{repo}`. */
  readonly get: (path: string) => ReturnType<PollContext['get']>;
  /** Apps that we answer as. */
  readonly appIds: readonly number[];
  /** Whether the request of a deployment is known. */
  readonly isKnown: (deploymentId: number) => Promise<boolean>;
}

/**
 * Deliveries of kind `deployment_protection_rule` for jobs that wait for a rule of ours and whose webhook is not known:
 * the same bytes as GitHub would have sent, as far as they are read, so that one that comes late is the same request.
 *
 * A deployment names its run in the log of its status alone; one that names none is left alone. What may not be read of
 * one run does not keep the others, and is thrown in the end.
 */
export async function* findLostRequests(
  search: LostRequestSearch,
  before: unknown,
): AsyncGenerator<PollPage, void> {
  const { status, body } = await search.get(
    `/actions/runs?status=waiting&per_page=${MOST_RUNS}`,
  );
  if (status === 404) return;
  const { workflow_runs: runs } = check(waitingRunsAnswer, body, 'runs');
  let state = keepOf(searchState.parse(before ?? {}), runs);
  let refused: NotAllowedError | undefined;
  for (const run of runs) {
    try {
      for await (const found of searchRun(run, search, state)) {
        state = {
          foreign: [...state.foreign, ...(found.foreign ?? [])],
          known: [...state.known, ...(found.known ?? [])],
        };
        yield createPollPage(found.deliveries ?? [], state);
      }
    } catch (error) {
      if (!(error instanceof NotAllowedError)) throw error;
      refused ??= error;
    }
  }
  yield createPollPage([], state);
  if (refused) throw refused;
}

/** What one step found out; see {@link SearchState}. */
interface Found extends Partial<SearchState> {
  readonly deliveries?: readonly PolledDelivery[];
}

function nameOf({ id, run_attempt: attempt }: WaitingRun): string {
  return `${id}#${attempt ?? 1}`;
}

function keepOf(
  { foreign, known }: SearchState,
  runs: readonly WaitingRun[],
): SearchState {
  const names = new Set(runs.map(nameOf));
  const waits = (key: string) => names.has(key.split('/', 1)[0]);
  return { foreign: foreign.filter(waits), known: known.filter(waits) };
}

async function* searchRun(
  run: WaitingRun,
  search: LostRequestSearch,
  before: SearchState,
): AsyncGenerator<Found, void> {
  const { status, body } = await search.get(
    `/actions/runs/${run.id}/pending_deployments`,
  );
  if (status === 404) return;
  const pending = check(pendingDeploymentsAnswer, body, 'pending deployments');
  const names = new Set(pending.map(({ environment }) => environment.name));
  for (const environment of names) {
    const place = `${nameOf(run)}/${environment}`;
    if (before.foreign.includes(place)) continue;
    if (!(await hasOurRule(environment, search))) {
      yield { foreign: [place] };
      continue;
    }
    for (const deployment of await listDeployments(run, environment, search)) {
      const key = `${nameOf(run)}/${deployment.id}`;
      if (before.known.includes(key)) continue;
      if (await search.isKnown(deployment.id)) {
        yield { known: [key] };
      } else if (await isWaitingIn(run, deployment, search)) {
        const delivery = await createRequest(run, deployment, search);
        yield { known: [key], deliveries: [delivery] };
      }
    }
  }
}

async function hasOurRule(
  environment: string,
  { get, appIds }: LostRequestSearch,
): Promise<boolean> {
  const name = encodeURIComponent(environment);
  const path = `/environments/${name}/deployment_protection_rules`;
  const { status, body } = await get(path);
  if (status === 404) return false;
  const { custom_deployment_protection_rules: rules } = check(
    protectionRulesAnswer,
    body,
    'protection rules',
  );
  return (rules ?? []).some(
    ({ enabled, app }) => enabled && appIds.includes(app.id),
  );
}

async function listDeployments(
  run: WaitingRun,
  environment: string,
  { get }: LostRequestSearch,
): Promise<readonly Deployment[]> {
  const query = new URLSearchParams({
    ...{ sha: run.head_sha, environment, per_page: String(MOST_DEPLOYMENTS) },
  });
  const { status, body } = await get(`/deployments?${query}`);
  return status === 404 ? [] : check(deploymentsAnswer, body, 'deployments');
}

/** The same commit may wait in several runs, and wait no more in others. */
async function isWaitingIn(
  run: WaitingRun,
  deployment: Deployment,
  { get }: LostRequestSearch,
): Promise<boolean> {
  const path = `/deployments/${deployment.id}/statuses?per_page=1`;
  const { status, body } = await get(path);
  if (status === 404) return false;
  const last = check(statusesAnswer, body, 'deployment statuses').at(0);
  if (last?.state !== 'waiting') return false;
  return [last.log_url, last.target_url].some(link => {
    const [, id] = /\/actions\/runs\/(\d+)(?:\/|$)/.exec(link ?? '') ?? [];
    return id === String(run.id);
  });
}

/** What the webhook would have said. Who wrote the change may not approve it, so without the authors there is none. */
async function createRequest(
  run: WaitingRun,
  deployment: Deployment,
  { get }: LostRequestSearch,
): Promise<PolledDelivery> {
  const { body } = await get('');
  const repository = check(repositoryAnswer, body, 'repository');
  const pullRequests = [];
  for (const { number } of (run.pull_requests ?? []).slice(
    0,
    MOST_PULL_REQUESTS,
  )) {
    const answer = await get(`/pulls/${number}`);
    if (answer.status === 404) {
      throw new NotAllowedError(
        `Who wrote ${repository.html_url}/pull/${number} is not shown: the GitHub App needs "Pull requests: read"`,
      );
    }
    pullRequests.push(check(pullRequestAnswer, answer.body, 'pull request'));
  }
  return createPolledDelivery('deployment_protection_rule', {
    action: 'requested',
    environment: deployment.environment,
    event: run.event,
    deployment_callback_url: `${run.url}/deployment_protection_rule`,
    deployment,
    pull_requests: pullRequests,
    repository,
    sender: run.triggering_actor ?? run.actor,
  });
}

function check<T extends z.ZodType>(schema: T, body: unknown, kind: string) {
  return checkPayload(schema, body, { system: 'GitHub', kind });
}

import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { JsonValue } from '@backstage/types';
import { createHash } from 'node:crypto';
import type {
  CommitRange,
  Millis,
  PolledRepository,
  Poller,
  PollPage,
  RepositoryId,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Ingest } from '../ingest';
import { createPollRequest, PollPaused } from './pollRequest';

/** Where a poll stands; see the store's PollState. */
interface State {
  readonly state: JsonValue | undefined;
  readonly polledAt: Millis | null;
  readonly pausedUntil: Millis | null;
  readonly problem: string | null;
}

/** Where polls stand is kept, so that every replica goes on where the last one left off. */
export interface PollStates {
  readPollStates(
    source: string,
  ): Promise<readonly (State & { readonly target: string })[]>;
  writePollState(source: string, target: string, state: State): Promise<void>;
}

/** A repository and the entities that claim it. */
export interface ClaimedRepository extends RepositoryId {
  readonly entityRefs: readonly string[];
}

/** What a run needs. */
export interface PollRunOptions {
  /** Id of the configured instance. */
  readonly source: string;
  readonly poller: Poller;
  readonly requestsPerRun: number;
  readonly states: PollStates;
  readonly ingest: Pick<Ingest, 'accept'>;
  /** Repositories of a host that entities claim. */
  readonly listRepositories: (host: string) => readonly ClaimedRepository[];
  /** Deployments of entities whose commits are not known, newest first. */
  readonly listUnknownRanges: (query: {
    entityRefs: readonly string[];
    since: Millis;
    limit: number;
  }) => Promise<readonly CommitRange[]>;
  readonly logger: LoggerService;
  readonly now: () => Millis;
}

/** The row of the instance itself; no repository has an empty name. */
const INSTANCE = '';
const NOTHING: State = {
  state: undefined,
  polledAt: null,
  pausedUntil: null,
  problem: null,
};
/** Deployments older than this are not asked about: lead times of long ago are of no use to anybody. */
const RANGES_OF_MS = 90 * 86_400_000;
const MOST_RANGES = 20;
/** Deliveries that are on their way to the store at one time. */
const TOGETHER = 50;

interface Target {
  readonly name: string;
  readonly repository: ClaimedRepository | undefined;
  readonly before: State;
}

/**
 * One run: every target in turn, the one that waits longest first, until all are done or no more requests are allowed.
 * A page's deliveries are durable before its state is kept, so a run that breaks off anywhere is gone on with by the
 * next one, and what it asks twice changes nothing: a delivery's content is its id.
 *
 * What is wrong with one repository is its own problem and the others go on; a system that does not answer or refuses us
 * ends the run. Each problem is logged when it is new, and kept beside the state.
 */
export async function runPoll(
  options: PollRunOptions,
  signal: AbortSignal,
): Promise<void> {
  const { source, poller, states, now } = options;
  const stored = new Map(
    (await states.readPollStates(source)).map(one => [one.target, one]),
  );
  const own = stored.get(INSTANCE) ?? NOTHING;
  if ((own.pausedUntil ?? 0) > now()) return;
  const get = createPollRequest({ ...options, signal });
  const targets = listTargets(poller, options, stored);
  let ended: Partial<State> = { pausedUntil: null, problem: null };
  let latest = own;
  for (const target of targets) {
    if (signal.aborted) return;
    const end = await pollTarget(target, { ...options, get });
    if (target.name === INSTANCE) latest = end.state;
    if (end.stop) {
      ended = end.stop;
      break;
    }
  }
  await report(INSTANCE, { ...latest, ...ended }, own, options);
}

function listTargets(
  poller: Poller,
  { listRepositories }: PollRunOptions,
  stored: ReadonlyMap<string, State>,
): Target[] {
  const repositories =
    poller.host === undefined ? [undefined] : listRepositories(poller.host);
  const targets = repositories.map((repository): Target => {
    const name = repository
      ? `${repository.host}/${repository.path}`
      : INSTANCE;
    return { name, repository, before: stored.get(name) ?? NOTHING };
  });
  return targets.sort(
    (a, b) => (a.before.polledAt ?? 0) - (b.before.polledAt ?? 0),
  );
}

/** What a source is told of a repository. */
async function toPolled(
  { host, path, entityRefs }: ClaimedRepository,
  { listUnknownRanges, now }: PollRunOptions,
): Promise<PolledRepository> {
  const since = now() - RANGES_OF_MS;
  const query = { entityRefs, since, limit: MOST_RANGES };
  const unknownRanges = await listUnknownRanges(query);
  return { host, path, unknownRanges, needsPaths: entityRefs.length > 1 };
}

/** Asks about one target to its end, or says why the run stops. */
async function pollTarget(
  { name, repository: claimed, before }: Target,
  options: PollRunOptions & { get: ReturnType<typeof createPollRequest> },
): Promise<{ state: State; stop?: Partial<State> }> {
  const { source, poller, states, get, now } = options;
  let { state } = before;
  try {
    const repository = claimed && (await toPolled(claimed, options));
    const pages = poller.poll({ state, repository, get, now: now() });
    for await (const page of pages) {
      await accept(page, options);
      state = page.state;
      await states.writePollState(source, name, { ...before, state });
    }
    const done = { state, polledAt: now(), pausedUntil: null, problem: null };
    await report(name, done, before, options);
    return { state: done };
  } catch (error) {
    if (error instanceof PollPaused) {
      const pausedUntil = error.until ?? null;
      return {
        state: { ...before, state },
        stop: { pausedUntil, problem: null },
      };
    }
    const problem = isError(error) ? error.message : String(error);
    const failed = { ...before, state, polledAt: now(), problem };
    if (claimed && isAboutTarget(error)) {
      await report(name, failed, before, options);
      return { state: failed };
    }
    // The next run begins with another repository, in case it is this one that the system cannot answer about.
    if (claimed) {
      const { problem: same } = before;
      await states.writePollState(source, name, { ...failed, problem: same });
    }
    return { state: failed, stop: { pausedUntil: null, problem } };
  }
}

/** An answer that is wrong or missing says nothing about the next repository. */
function isAboutTarget(error: unknown): boolean {
  const names = ['InputError', 'NotAllowedError', 'NotFoundError'];
  return isError(error) && names.includes(error.name);
}

async function accept(page: PollPage, options: PollRunOptions): Promise<void> {
  const { source, ingest, now } = options;
  const deliveries = [...page.deliveries];
  while (deliveries.length > 0) {
    const some = deliveries.splice(0, TOGETHER);
    await Promise.all(
      some.map(({ kind, body }) =>
        ingest.accept({
          source,
          kind,
          sender: null,
          headers: {},
          body,
          externalId: `poll:${createHash('sha256')
            .update(`${kind}\n`)
            .update(body)
            .digest('base64url')}`,
          receivedAt: now(),
        }),
      ),
    );
  }
}

/** Keeps where a target stands; says once that something is wrong, and once that it is well again. */
async function report(
  target: string,
  state: State,
  before: State,
  { source, states, logger }: PollRunOptions,
): Promise<void> {
  const what = target ? `${source} about ${target}` : source;
  if (state.problem !== null && state.problem !== before.problem) {
    logger.warn(`Could not poll ${what}: ${state.problem}`);
  }
  if (state.problem === null && before.problem !== null) {
    logger.info(`Can poll ${what} again`);
  }
  await states.writePollState(source, target, state);
}

import type { Config } from '@backstage/config';
import type { JsonValue } from '@backstage/types';
import type { Millis, RepositoryId } from './Fact';

/** Two deployed commits, the later of which brought changes that nobody has named yet. */
export interface CommitRange {
  /** What was deployed before. */
  readonly base: string;
  readonly head: string;
}

/** A repository that catalog entities claim, and what is not known of it. */
export interface PolledRepository extends RepositoryId {
  /** Newest deployment first. */
  readonly unknownRanges: readonly CommitRange[];
  /** Whether several entities share it, so that a commit is of use only with the files it changed. */
  readonly needsPaths: boolean;
}

/** Bytes a system answered, to be understood by the same `normalise` as what it sends by itself. */
export interface PolledDelivery {
  readonly kind: string;
  /**
   * Its content is its identity: leave out what changes without a meaning, or each poll is a new delivery.
   */
  readonly body: Uint8Array;
}

/** A step of a poll. */
export interface PollPage {
  readonly deliveries: readonly PolledDelivery[];
  /** Where the next poll goes on. It is kept once the deliveries of this page are durable. */
  readonly state: JsonValue;
}

/** An answer of the system. */
export interface PollAnswer {
  /** 200, or 404 for what is not there or not shown to us. */
  readonly status: 200 | 404;
  /** The parsed JSON; null with 404. */
  readonly body: unknown;
}

/** What one poll is given. */
export interface PollContext {
  /** As the last page left it; undefined at first. */
  readonly state: JsonValue | undefined;
  /** What this poll is about; undefined for a poll of a whole system. */
  readonly repository: PolledRepository | undefined;
  /**
   * Asks the system by GET. Bounded in time and bytes, follows no redirect, and keeps to the system's rate limit: past
   * it, or past what one run may ask, it throws what ends the run, so do not catch it. The next run goes on from the
   * last page.
   */
  get(
    url: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<PollAnswer>;
  readonly now: Millis;
}

/** Asks one configured instance of a system. */
export interface Poller {
  /** Host of the repositories it asks about, one poll for each; undefined = one poll for the whole system. */
  readonly host?: string;
  /** Yields pages in order. Throws InputError for an answer it does not understand: other repositories go on. */
  poll(context: PollContext): AsyncIterable<PollPage>;
}

/**
 * A system that has to be asked. An instance is polled when its section has a `poll` key; one replica at a time asks,
 * every `poll.every`.
 */
export interface PollIngress {
  readonly type: 'poll';
  /**
   * Once, at start-up. `config` is the instance's own section, `rootConfig` the whole one, for Backstage's
   * integrations. Throws InputError naming the key when something is missing.
   */
  createPoller(env: { config: Config; rootConfig: Config }): Poller;
}

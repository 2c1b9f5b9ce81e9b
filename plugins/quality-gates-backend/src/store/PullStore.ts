/** The part of the store's contract that is about asking systems: how far, and for what. */
import type { Millis } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { PollState, StoredPollState, UnknownRange } from './rowTypes';

/** What is known of systems that are asked; part of the store. */
export interface PullStore {
  /** All targets of a source instance. */
  readPollStates(source: string): Promise<StoredPollState[]>;
  writePollState(
    source: string,
    target: string,
    state: PollState,
  ): Promise<void>;
  /**
   * Deployments of entities that finished at or after `since` and whose commits are not known, with the deployment
   * before each, newest first, each pair once.
   */
  listUnknownRanges(query: {
    entityRefs: readonly string[];
    since: Millis;
    limit: number;
  }): Promise<UnknownRange[]>;
}

/** Facts as the store is given them: with where they belong. */
import type { UnmappedReason } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Fact } from '@quality-gates/backstage-plugin-quality-gates-node';

/** Where a fact belongs, as attribution decided it. */
export interface Attribution {
  /** Lower-case refs; empty = unmapped, then `reason` says why. */
  readonly entityRefs: readonly string[];
  /**
   * Entities of the same repository that this commit does not touch. Their walk over the history needs it, their
   * lead time does not. Only for commits.
   */
  readonly passingRefs?: readonly string[];
  readonly reason?: UnmappedReason;
  /** Candidates of an ambiguous fact. */
  readonly candidates?: readonly string[];
}

/** A fact and where it belongs. The environment in its data is canonical already. */
export interface AttributedFact {
  readonly fact: Fact;
  readonly attribution: Attribution;
}

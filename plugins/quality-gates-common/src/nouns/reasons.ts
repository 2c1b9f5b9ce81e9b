/**
 * Why a number or a mapping is missing. Plain strings, so that a new reason is no breaking change; screens know these.
 */
export const MISSING_REASONS = [
  /** No source ever reported this for the entity. */
  'no-source',
  /** A source is there, but nothing happened in the window. */
  'no-deployments',
  /** Deployments exist, but which commits they brought is not known. */
  'commits-unknown',
  /** Every deployment in the window brought no new change. */
  'no-changes',
  /** No deployment failed in the window: there is nothing to recover from. */
  'no-failures',
  /** Every failure in the window is still open. */
  'failures-open',
  'insufficient-data',
  'not-configured',
] as const;
/** One of {@link MISSING_REASONS}, or a reason a newer backend gives. */
export type MissingReason = (typeof MISSING_REASONS)[number] | (string & {});

/** Why a fact belongs to no entity. */
export const UNMAPPED_REASONS = [
  /** The entity named by the sender is not in the catalog. */
  'unknown-entity',
  /** Nothing in the fact matches an annotation or source location of the catalog. */
  'no-match',
  /** More than one entity fits and the fact may not be copied to all. */
  'ambiguous',
  /** It was mapped to an entity that has left the catalog. */
  'entity-gone',
  /** The sender's token is not allowed to report for the entity it fits. */
  'not-allowed',
] as const;
/** One of {@link UNMAPPED_REASONS}. */
export type UnmappedReason = (typeof UNMAPPED_REASONS)[number];

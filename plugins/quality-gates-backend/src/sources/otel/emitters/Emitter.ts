import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { RunIdentity } from '../runIdentity';
import type { TestSpan } from '../TestSpan';

/**
 * What a span is in a pipeline. A `stage` only groups tasks, `platform` is the CI system's own work around the
 * pipeline's, and a `checkout` is a step that says which repository and branch its run works on.
 */
export type SpanRole =
  | 'run'
  | 'task'
  | 'stage'
  | 'queue'
  | 'platform'
  | 'checkout';

/** A span as its emitter means it. */
export interface Reading {
  /** Undefined for steps and anything else inside a task. */
  readonly role?: SpanRole;
  /** The span in the names of the conventions. Its ids, times and place in the tree are never another's. */
  readonly span: Span;
  /** What the emitter knows better of the run than {@link span} can say. */
  readonly identity?: RunIdentity;
  /** What the span tells of tests, beside its place in the pipeline. */
  readonly test?: TestSpan;
  /**
   * The emitter is a tool that also runs as a step of pipelines: the role counts only where its own run is around the
   * span, or the span is that run.
   */
  readonly standAlone?: boolean;
  /** The span of a run says nothing of its result, so that a failed task of it says that it failed. */
  readonly failsByTask?: boolean;
}

/** Knows the spans of one emitter. */
export interface Emitter {
  /** Stable id, kebab-case; the file's name in kebab-case. */
  readonly id: string;
  /** What the span is and says; undefined when it is not this emitter's, and the next one is asked. */
  read(span: Span): Reading | undefined;
}

import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';

/** What a span is in a pipeline. `platform` is the CI system's own work around the pipeline's. */
export type SpanRole = 'run' | 'task' | 'queue' | 'platform';

/** Knows the spans of one emitter. */
export interface Emitter {
  /** Stable id, kebab-case; the file's name in kebab-case. */
  readonly id: string;
  /** What the span is; undefined when it is not this emitter's, or a step or anything else inside a task. */
  roleOf(span: Span): SpanRole | undefined;
}

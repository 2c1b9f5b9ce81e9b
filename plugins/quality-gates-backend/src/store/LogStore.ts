/** The part of the store's contract that is about what spans of traces printed. */
import type { Millis } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { LogExcerpt } from './rowTypes';

/** What spans printed; part of the store. */
export interface LogStore {
  /**
   * Keeps the last 200 lines or 64 KiB of each span; lines that do not say that they are of a pipeline only when
   * something of their trace is known. Resolves to the traces of which nothing is known.
   */
  keepLogExcerpts(
    excerpts: readonly LogExcerpt[],
  ): Promise<ReadonlySet<string>>;
  /**
   * What spans of traces printed, by span id, at most 4 MiB together, spans of `first` before the others. At most 20
   * traces.
   */
  readLogExcerpts(query: {
    traceIds: readonly string[];
    first: readonly string[];
  }): Promise<ReadonlyMap<string, string>>;
  /**
   * Deletes excerpts last told before `all`, and those of traces that never came last told before `orphans`, in slices;
   * resolves to their number.
   */
  sweepLogExcerpts(before: { orphans: Millis; all: Millis }): Promise<number>;
}

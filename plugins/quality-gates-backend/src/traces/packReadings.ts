import { deserialize, serialize } from 'node:v8';
import type { TracesRead } from '../receive';
import type { TraceReading, TraceSegment } from '../store/types';

/** What was read, and what it says in bytes. */
export interface PackedRead extends Omit<TracesRead, 'segments'> {
  readonly segments: readonly Omit<TraceSegment, 'reading'>[];
  /** The readings of the segments, in their order. */
  readonly readings: Uint8Array;
}

/**
 * Packs what segments say, for the way between threads. As objects it would lie in the memory of the portal from the
 * moment it arrives, while it waits for others to be committed, and be moved there by every collection of garbage.
 */
export function packReadings({ segments, ...read }: TracesRead): PackedRead {
  return {
    ...read,
    segments: segments.map(({ reading: _reading, ...segment }) => segment),
    readings: serialize(segments.map(({ reading }) => reading)),
  };
}

/** What was packed. A segment's reading is unpacked, with all of the same request, when somebody looks at it. */
export function unpackReadings({
  segments,
  readings,
  ...read
}: PackedRead): TracesRead {
  let unpacked: TraceReading[] | undefined;
  const readingOf = (index: number): TraceReading => {
    unpacked ??= deserialize(readings) as TraceReading[];
    return unpacked[index];
  };
  return {
    ...read,
    segments: segments.map((segment, index) => ({
      ...segment,
      get reading() {
        return readingOf(index);
      },
    })),
  };
}

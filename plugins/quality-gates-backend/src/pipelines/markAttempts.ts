import type { Trace } from '@quality-gates/backstage-plugin-quality-gates-common';
import { hasFailed } from './types';

type TraceSpan = Trace['spans'][number];

/**
 * The how-manieth try of its job each span is, by id, from 2 on: a job of the same name and place that begins after
 * one that failed was over is another try of it. Legs of a matrix, which run side by side, are none.
 */
export function markAttempts(
  spans: readonly TraceSpan[],
): ReadonlyMap<string, number> {
  const last = new Map<string, { span: TraceSpan; attempt: number }>();
  const found = new Map<string, number>();
  const jobs = spans
    .filter(span => span.kind === 'job')
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  for (const span of jobs) {
    const place = JSON.stringify([span.parentSpanId, span.name]);
    const before = last.get(place);
    const again =
      before !== undefined &&
      hasFailed(before.span.result) &&
      before.span.endedAt <= span.startedAt;
    const attempt = again ? before.attempt + 1 : 1;
    if (attempt > 1) found.set(span.spanId, attempt);
    last.set(place, { span, attempt });
  }
  return found;
}

import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { canonicalJson } from './joinFields';
import type { WholeTrace } from './TraceStore';

/** Spans that one trace is looked at with. */
export const MOST_SPANS = 50_000;

/**
 * A trace of what was kept of it, whatever the order. `total` is the number of spans that are kept of it when not all
 * of them were read.
 */
export function joinSegments(
  traceId: string,
  segments: readonly {
    readonly sender: string;
    readonly spans: readonly Span[];
  }[],
  total = 0,
): WholeTrace {
  const byId = new Map<string, Span>();
  let read = 0;
  for (const { spans } of segments) {
    read += spans.length;
    for (const span of spans) {
      const other = byId.get(span.spanId);
      byId.set(span.spanId, other ? laterOf(other, span) : span);
    }
  }
  const spans = [...byId.values()].sort(
    (a, b) => a.startedAt - b.startedAt || (a.spanId < b.spanId ? -1 : 1),
  );
  const senders = new Set(segments.map(({ sender }) => sender));
  return {
    traceId,
    spans: spans.slice(0, MOST_SPANS),
    senders: [...senders].sort(),
    truncated: read < total || spans.length > MOST_SPANS,
  };
}

/** A span that was sent twice: the one that ends later says more; else its content decides, never the order. */
function laterOf(a: Span, b: Span): Span {
  if (a.endedAt !== b.endedAt) return a.endedAt > b.endedAt ? a : b;
  return canonicalJson(a) >= canonicalJson(b) ? a : b;
}

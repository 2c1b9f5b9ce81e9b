import type { Trace } from '@quality-gates/backstage-plugin-quality-gates-common';

/** One bar of the waterfall, as the backend tells it. */
export type TraceSpan = Trace['spans'][number];

/** A span with what is below it, in order of start. Times are milliseconds since the epoch. */
export interface SpanNode {
  readonly span: TraceSpan;
  readonly parent: SpanNode | null;
  readonly children: SpanNode[];
  readonly startedAt: number;
  /** Never before the start: clocks of two machines may disagree. */
  readonly endedAt: number;
}

/** Spans as trees. */
export interface SpanTree {
  readonly roots: readonly SpanNode[];
  readonly byId: ReadonlyMap<string, SpanNode>;
  readonly startedAt: number;
  readonly endedAt: number;
}

/**
 * Links spans to their parents. A span whose parent has not come before it stands at the top, a repeated id counts
 * once, so that any list ends in trees.
 */
export function createSpanTree(spans: readonly TraceSpan[]): SpanTree {
  const roots: SpanNode[] = [];
  const byId = new Map<string, SpanNode>();
  let first = Infinity;
  let last = -Infinity;
  for (const span of spans) {
    if (byId.has(span.spanId)) continue;
    const parent = byId.get(span.parentSpanId ?? '') ?? null;
    const startedAt = Date.parse(span.startedAt);
    const endedAt = Math.max(startedAt, Date.parse(span.endedAt));
    const node = { span, parent, children: [], startedAt, endedAt };
    (parent ? parent.children : roots).push(node);
    byId.set(span.spanId, node);
    first = Math.min(first, startedAt);
    last = Math.max(last, endedAt);
  }
  for (const list of [roots, ...[...byId.values()].map(n => n.children)]) {
    list.sort((a, b) => a.startedAt - b.startedAt);
  }
  return {
    roots,
    byId,
    startedAt: byId.size ? first : 0,
    endedAt: byId.size ? last : 0,
  };
}

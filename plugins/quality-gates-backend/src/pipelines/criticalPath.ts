import type { Trace } from '@quality-gates/backstage-plugin-quality-gates-common';

type TraceSpan = Trace['spans'][number];

interface Node {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly children: Node[];
}

/**
 * Ids of the spans on the critical path: walking back from the end of the run, always the one that ended last before
 * the next one began, and inside it the same again. Without one of them the run would have been shorter. Spans of no
 * length are on no path.
 *
 * @param spans - Parents before children.
 */
export function criticalPath(spans: readonly TraceSpan[]): Set<string> {
  const tops = toForest(spans);
  const found = new Set<string>();
  const waiting: { children: Node[]; end: number }[] = [
    { children: tops, end: Infinity },
  ];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    let until = next.end;
    const lastFirst = next.children.sort(
      (a, b) => b.end - a.end || b.start - a.start || (a.id < b.id ? -1 : 1),
    );
    for (const node of lastFirst) {
      if (node.end > until || node.end === node.start) continue;
      found.add(node.id);
      waiting.push({ children: node.children, end: node.end });
      until = node.start;
    }
  }
  return found;
}

/** Children that outlast their parent are cut to its end, or nothing inside it would be on the path. */
function toForest(spans: readonly TraceSpan[]): Node[] {
  const nodes = new Map<string, Node>();
  const tops: Node[] = [];
  for (const span of spans) {
    const parent = nodes.get(span.parentSpanId ?? '');
    const end = Math.min(Date.parse(span.endedAt), parent?.end ?? Infinity);
    const start = Math.min(Date.parse(span.startedAt), end);
    const node = { id: span.spanId, start, end, children: [] };
    nodes.set(span.spanId, node);
    (parent?.children ?? tops).push(node);
  }
  return tops;
}

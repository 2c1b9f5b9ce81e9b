import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';

/** A span in its place. */
export interface SpanNode {
  readonly span: Span;
  /** Null at the top: no parent, a parent that never arrived, or one that would close a circle. */
  readonly parent: SpanNode | null;
  /** By (startedAt, spanId). */
  readonly children: readonly SpanNode[];
}

interface GrowingNode extends SpanNode {
  parent: GrowingNode | null;
  readonly children: GrowingNode[];
}

/**
 * The spans of a trace as a forest, flattened: parents before children, siblings by (startedAt, spanId). The order of
 * the input does not matter, two spans with one id count as the one that ends later, and circles of parent links are
 * cut at their earliest span. Linear but for sorting, whatever depth a sender invents.
 */
export function orderSpans(spans: readonly Span[]): SpanNode[] {
  const nodes = new Map<string, GrowingNode>();
  for (const span of [...spans].sort(byStart)) {
    const known = nodes.get(span.spanId);
    if (known && known.span.endedAt >= span.endedAt) continue;
    nodes.set(span.spanId, { span, parent: null, children: [] });
  }
  const ordered = [...nodes.values()].sort((a, b) => byStart(a.span, b.span));
  const tops: GrowingNode[] = [];
  for (const node of ordered) {
    const parent = nodes.get(node.span.parentSpanId ?? '');
    if (parent) parent.children.push(node);
    else tops.push(node);
  }
  const flat: GrowingNode[] = [];
  const placed = new Set<GrowingNode>();
  for (const top of tops) flatten(top, flat, placed);
  // What no top reaches is on a circle or hangs on one.
  for (const node of ordered) {
    if (!placed.has(node)) flatten(earliestOfCircle(node, nodes), flat, placed);
  }
  return flat;
}

/** Follows parents until one comes again: from there on it is a circle. */
function earliestOfCircle(
  start: GrowingNode,
  nodes: ReadonlyMap<string, GrowingNode>,
): GrowingNode {
  const above = (node: GrowingNode) => nodes.get(node.span.parentSpanId ?? '')!;
  const seen = new Set<GrowingNode>();
  let node = start;
  for (; !seen.has(node); node = above(node)) seen.add(node);
  let earliest = node;
  for (let at = above(node); at !== node; at = above(at)) {
    if (byStart(at.span, earliest.span) < 0) earliest = at;
  }
  return earliest;
}

/** Depth first without recursion. Only the child that closes a circle can be placed already: it is cut off here. */
function flatten(
  top: GrowingNode,
  flat: GrowingNode[],
  placed: Set<GrowingNode>,
) {
  const stack = [top];
  placed.add(top);
  for (let node = stack.pop(); node; node = stack.pop()) {
    flat.push(node);
    const closing = node.children.findIndex(child => placed.has(child));
    if (closing >= 0) node.children.splice(closing, 1);
    for (const child of [...node.children].reverse()) {
      child.parent = node;
      placed.add(child);
      stack.push(child);
    }
  }
}

function byStart(a: Span, b: Span): number {
  return (
    a.startedAt - b.startedAt ||
    compareText(a.spanId, b.spanId) ||
    b.endedAt - a.endedAt ||
    compareText(a.name, b.name)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

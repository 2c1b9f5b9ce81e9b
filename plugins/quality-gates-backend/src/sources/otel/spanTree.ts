import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Reading } from './emitters/Emitter';
import type { DraftNode } from './SpanNode';

/**
 * The spans of a trace as a forest, flattened: parents before children, siblings by (startedAt, spanId). The order of
 * the input does not matter, two spans with one id count as the one that ends later, and circles of parent links are
 * cut at their earliest span. Linear but for sorting, whatever depth a sender invents.
 */
export function orderSpans(readings: readonly Reading[]): DraftNode[] {
  const nodes = new Map<string, DraftNode>();
  for (const reading of readings) {
    const { span } = reading;
    const known = nodes.get(span.spanId);
    if (known && !knowsMore(span, known.span)) continue;
    nodes.set(span.spanId, makeNode(reading));
  }
  const ordered = [...nodes.values()].sort((a, b) => byStart(a.span, b.span));
  const flat: DraftNode[] = [];
  for (const node of ordered) {
    const { parentSpanId } = node.span;
    node.parent = (parentSpanId && nodes.get(parentSpanId)) || null;
    node.parent?.children.push(node);
  }
  for (const node of ordered) if (!node.parent) flatten(node, flat);
  // What no top reaches is on a circle or hangs on one.
  return flat.length === ordered.length ? flat : cutCircles(ordered, flat);
}

function makeNode(reading: Reading): DraftNode {
  return {
    span: reading.span,
    reading,
    parent: null,
    children: [],
    role: undefined,
    identity: undefined,
    draft: undefined,
    group: undefined,
    waits: false,
  };
}

/** Depth first without recursion. */
function flatten(top: DraftNode, flat: DraftNode[]) {
  const stack = [top];
  for (let node = stack.pop(); node; node = stack.pop()) {
    flat.push(node);
    const { children } = node;
    for (let at = children.length - 1; at >= 0; at--) stack.push(children[at]);
  }
}

function cutCircles(ordered: readonly DraftNode[], flat: DraftNode[]) {
  const placed = new Set(flat);
  for (const node of ordered) {
    if (placed.has(node)) continue;
    const top = earliestOfCircle(node);
    const { children } = top.parent!;
    children.splice(children.indexOf(top), 1);
    top.parent = null;
    const from = flat.length;
    flatten(top, flat);
    for (const one of flat.slice(from)) placed.add(one);
  }
  return flat;
}

/** Follows parents until one comes again: from there on it is a circle. */
function earliestOfCircle(start: DraftNode): DraftNode {
  const seen = new Set<DraftNode>();
  let node = start;
  for (; !seen.has(node); node = node.parent!) seen.add(node);
  let earliest = node;
  for (let at = node.parent!; at !== node; at = at.parent!) {
    if (byStart(at.span, earliest.span) < 0) earliest = at;
  }
  return earliest;
}

/** Of two spans with one id. */
function knowsMore(span: Span, known: Span): boolean {
  if (span.endedAt !== known.endedAt) return span.endedAt > known.endedAt;
  return byStart(span, known) < 0;
}

function byStart(a: Span, b: Span): number {
  return (
    a.startedAt - b.startedAt ||
    compareText(a.spanId, b.spanId) ||
    compareText(a.name, b.name)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

interface Node {
  readonly spanId: string;
  readonly parentSpanId: string | null;
}

/**
 * The spans with each parent directly before its children, otherwise in the order given. A span whose parent is not
 * among them is a root; spans that only name each other come last, in the order given.
 */
export function parentsFirst<T extends Node>(spans: readonly T[]): T[] {
  const ids = new Set(spans.map(span => span.spanId));
  const children = new Map<string | null, T[]>();
  for (const span of spans) {
    const { parentSpanId } = span;
    const parent = parentSpanId && ids.has(parentSpanId) ? parentSpanId : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(span);
    else children.set(parent, [span]);
  }
  const ordered = new Set<T>();
  // A stack, not recursion: a chain of spans may be deeper than the call stack.
  const stack = [...(children.get(null) ?? [])].reverse();
  for (let span = stack.pop(); span; span = stack.pop()) {
    if (ordered.has(span)) continue;
    ordered.add(span);
    for (const child of [...(children.get(span.spanId) ?? [])].reverse()) {
      stack.push(child);
    }
  }
  return [...ordered, ...spans.filter(span => !ordered.has(span))];
}

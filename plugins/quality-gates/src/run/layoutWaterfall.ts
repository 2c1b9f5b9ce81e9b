import type {
  Failure,
  Verdict,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { SpanNode, SpanTree } from './spanTree';

/** More spans than this are shown with their jobs folded, a window of rows at a time. */
export const MANY_SPANS = 500;
const MANY_PLATFORM_STEPS = 8;

/** A stretch of the time axis, both as fractions (0..1) of the whole. */
export interface Stretch {
  readonly x: number;
  readonly width: number;
}

/** One line of the waterfall: a span, or several steps of the CI system under one name. */
export interface WaterfallRow {
  readonly id: string;
  readonly kind: 'span' | 'platform-steps';
  /** Of a span itself; of platform steps the first of them. */
  readonly node: SpanNode;
  /** How many steps a row of platform steps stands for; 1 for a span. */
  readonly count: number;
  readonly depth: number;
  readonly parentId: string | null;
  /** Undefined when there is nothing to fold. */
  readonly expanded: boolean | undefined;
  readonly bar: Stretch;
  /** Waiting inside of the bar, told by queue spans of its own. */
  readonly waits: readonly (Stretch & { readonly seconds: number })[];
  readonly seconds: number;
  readonly verdict: Verdict | null;
  /** On the critical path, and nothing shown below it is. */
  readonly critical: boolean;
}

/** What a waterfall shows of a tree. */
export interface WaterfallOptions {
  /** Ids of rows that are folded. */
  readonly folded: ReadonlySet<string>;
  readonly onlyCritical: boolean;
  /** See {@link markFailures}. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

/** Whose failure each failed span is, and each span above one: a job fails because of its step. */
export function markFailures(
  tree: SpanTree,
  failures: readonly Failure[],
): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const { spanId, verdict } of failures) {
    let node = tree.byId.get(spanId ?? '') ?? null;
    for (; node && !verdicts.has(node.span.spanId); node = node.parent) {
      verdicts.set(node.span.spanId, verdict);
    }
  }
  return verdicts;
}

/**
 * Which rows are folded at first: platform steps where there are more than 8 together, and with more than
 * {@link MANY_SPANS} spans every job but those that failed.
 */
export function listFirstFolds(
  tree: SpanTree,
  verdicts: ReadonlyMap<string, Verdict>,
): Set<string> {
  const folded = new Set<string>();
  const many = tree.byId.size > MANY_SPANS;
  for (const { span, children } of tree.byId.values()) {
    const platform = children.filter(isPlatformStep);
    if (platform.length > MANY_PLATFORM_STEPS) folded.add(groupId(span.spanId));
    const foldable = span.kind === 'job' && children.length > 0;
    if (many && foldable && !verdicts.has(span.spanId)) {
      folded.add(span.spanId);
    }
  }
  return folded;
}

/** Ids of all rows that can be folded, but the run itself. */
export function listFolds(tree: SpanTree): Set<string> {
  return new Set(
    [...tree.byId.values()]
      .filter(({ span, children }) => span.kind !== 'run' && children.length)
      .map(({ span }) => span.spanId),
  );
}

/** What a row is made of: one span, or the steps that stand under one name. */
interface Item {
  readonly nodes: readonly SpanNode[];
  readonly kind: WaterfallRow['kind'];
  readonly depth: number;
  readonly parentId: string | null;
}

/** The rows of a tree from top to bottom. Pure, without recursion, and linear in the number of spans. */
export function layoutWaterfall(
  tree: SpanTree,
  options: WaterfallOptions,
): WaterfallRow[] {
  const critical = options.onlyCritical ? findCritical(tree) : null;
  const isShown = (node: SpanNode) => critical?.has(node) ?? true;
  const rows: WaterfallRow[] = [];
  const pending = tree.roots
    .filter(isShown)
    .map(root => spanItem(root, { depth: 0, parentId: null }))
    .reverse();
  while (pending.length > 0) {
    const item = pending.pop()!;
    const below = itemsBelow(item, isShown);
    const row = createRow(item, { tree, options, foldable: below.length > 0 });
    rows.push(row);
    if (row.expanded) for (const each of below.reverse()) pending.push(each);
  }
  return markCritical(rows);
}

function spanItem(
  node: SpanNode,
  place: { depth: number; parentId: string | null },
): Item {
  return { nodes: [node], kind: 'span', ...place };
}

function idOf({ kind, nodes: [node], parentId }: Item): string {
  return kind === 'span' ? node.span.spanId : groupId(parentId ?? '');
}

function itemsBelow(item: Item, isShown: (node: SpanNode) => boolean): Item[] {
  const place = { depth: item.depth + 1, parentId: idOf(item) };
  if (item.kind === 'platform-steps') {
    return item.nodes.map(node => spanItem(node, place));
  }
  const below = item.nodes[0].children.filter(
    child => !isOwnWait(child) && isShown(child),
  );
  const steps = below.filter(isPlatformStep);
  if (steps.length <= MANY_PLATFORM_STEPS) {
    return below.map(node => spanItem(node, place));
  }
  return below.flatMap((node): Item[] => {
    if (!isPlatformStep(node)) return [spanItem(node, place)];
    if (node !== steps[0]) return [];
    return [{ nodes: steps, kind: 'platform-steps', ...place }];
  });
}

function createRow(
  item: Item,
  context: { tree: SpanTree; options: WaterfallOptions; foldable: boolean },
): WaterfallRow {
  const { tree, options, foldable } = context;
  const { nodes, kind, depth, parentId } = item;
  const [node] = nodes;
  const id = idOf(item);
  const total = Math.max(1, tree.endedAt - tree.startedAt);
  const place = (from: number, to: number): Stretch => ({
    x: (from - tree.startedAt) / total,
    width: (to - from) / total,
  });
  const until = nodes.reduce((last, each) => Math.max(last, each.endedAt), 0);
  const waits = kind === 'span' ? node.children.filter(isOwnWait) : [];
  return {
    id,
    kind,
    node,
    count: nodes.length,
    depth,
    parentId,
    expanded: foldable ? !options.folded.has(id) : undefined,
    bar: place(node.startedAt, until),
    waits: waits.map(wait => ({
      ...place(wait.startedAt, wait.endedAt),
      seconds: secondsOf(wait),
    })),
    seconds: nodes.reduce((sum, each) => sum + secondsOf(each), 0),
    verdict: (kind === 'span' && options.verdicts.get(id)) || null,
    critical: kind === 'span' && node.span.critical === true,
  };
}

/** Keeps the mark on the deepest rows that are shown: their line stands for those above. */
function markCritical(rows: readonly WaterfallRow[]): WaterfallRow[] {
  const covered = new Set<string | null>();
  return rows
    .slice()
    .reverse()
    .map(row => {
      const below = covered.has(row.id);
      if (below || row.critical) covered.add(row.parentId);
      return below && row.critical ? { ...row, critical: false } : row;
    })
    .reverse();
}

/** The bar of a row and the waiting before it together. */
export function stretchOf({ bar, waits }: WaterfallRow): Stretch {
  const x = Math.min(bar.x, ...waits.map(wait => wait.x));
  return { x, width: bar.x + bar.width - x };
}

/** Length of a span. */
export function secondsOf({ startedAt, endedAt }: SpanNode): number {
  return (endedAt - startedAt) / 1000;
}

function groupId(parentId: string): string {
  return `${parentId}/platform-steps`;
}

function isPlatformStep({ span, children }: SpanNode): boolean {
  return span.kind === 'platform' && children.length === 0;
}

/** A queue inside a job or stage is drawn on the row of that; waiting for the run itself has a row of its own. */
function isOwnWait({ span, parent, children }: SpanNode): boolean {
  const around = parent?.span.kind;
  return (
    span.kind === 'queue' &&
    children.length === 0 &&
    (around === 'job' || around === 'stage')
  );
}

/** Spans of the critical path and those around them. */
function findCritical(tree: SpanTree): Set<SpanNode> {
  const found = new Set<SpanNode>();
  for (const each of tree.byId.values()) {
    let node: SpanNode | null = each.span.critical ? each : null;
    for (; node && !found.has(node); node = node.parent) found.add(node);
  }
  return found;
}

import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { LRUCache } from 'lru-cache';
import { promqlDurationMs } from './promqlDurationMs';

/** A matcher of a selector, its value without quotes: `code=~"5.."`. */
export interface PromqlMatcher {
  readonly name: string;
  readonly operator: string;
  readonly value: string;
}

/** What the syntax of a query tells. */
export interface Promql {
  readonly isValid: boolean;
  /** Names of the nodes in order: two texts with the same shape ask the same about other names. */
  readonly shape: readonly string[];
  readonly selectors: readonly {
    readonly text: string;
    readonly matchers: readonly PromqlMatcher[];
  }[];
  /** Labels named by `by (…)`. */
  readonly groupedBy: readonly string[];
  /** How far back each range, subquery and offset looks. */
  readonly windowsMs: readonly number[];
  /** The comparison that decides which series the answer holds; with `bool` it decides a value instead. */
  readonly comparison?: {
    readonly left: string;
    readonly operator: string;
    readonly right: string;
    readonly isBool: boolean;
    /** The query is this comparison, and nothing else combines it. */
    readonly isWhole: boolean;
  };
}

const COMPARISONS = ['==', '!=', '>', '<', '>=', '<='];
const SET_OPERATORS = ['and', 'or', 'unless'];

/** What texts tell, by text: a gate asks the same of each version, and of one query it wants to know several things. */
const known = new LRUCache<string, Promql>({
  max: 1_000,
  /** Characters. */
  maxSize: 1_000_000,
  sizeCalculation: (_, text) => text.length + 1,
});

/** Reads a query with Prometheus' own grammar. A text that is no PromQL is told by `isValid`, not thrown. */
export function readPromql(text: string): Promql {
  const before = known.get(text);
  if (before) return before;
  const read = parsePromql(text);
  known.set(text, read);
  return read;
}

function parsePromql(text: string): Promql {
  const tree = parser.parse(text);
  const shape: string[] = [];
  const selectors: Promql['selectors'][number][] = [];
  const groupedBy: string[] = [];
  const windowsMs: number[] = [];
  let isValid = text.trim() !== '';
  const textOf = ({ from, to }: { from: number; to: number }) =>
    text.slice(from, to);
  tree.iterate({
    enter({ node, name, type }) {
      shape.push(name);
      if (type.isError) isValid = false;
      if (name === 'VectorSelector') {
        const matchers = readMatchers(node, textOf);
        selectors.push({ text: textOf(node), matchers });
      }
      if (name === 'GroupingLabels' && node.parent?.getChild('By')) {
        const labels = node.getChildren('LabelName').map(textOf);
        groupedBy.push(...labels);
      }
      if (isDuration(name)) {
        const ms = promqlDurationMs(textOf(node));
        if (ms !== undefined) windowsMs.push(ms);
      }
    },
  });
  const top = tree.topNode.firstChild;
  const comparison = top ? findComparison(top, textOf, true) : undefined;
  return { isValid, shape, selectors, groupedBy, windowsMs, comparison };
}

type TextOf = (node: SyntaxNode) => string;

function isDuration(name: string): boolean {
  return name === 'NumberDurationLiteralInDurationContext';
}

function readMatchers(selector: SyntaxNode, textOf: TextOf): PromqlMatcher[] {
  const list = selector.getChild('LabelMatchers');
  if (!list) return [];
  const unquoted = list.getChildren('UnquotedLabelMatcher');
  const quoted = list.getChildren('QuotedLabelMatcher');
  return [...unquoted, ...quoted].map(matcher => {
    const [name, operator, value] = childrenOf(matcher).map(textOf);
    return {
      name: unquote(name),
      operator,
      value: unquote(value ?? ''),
    };
  });
}

function findComparison(
  node: SyntaxNode,
  textOf: TextOf,
  isWhole: boolean,
): Promql['comparison'] {
  if (node.name === 'ParenExpr') {
    const [inner] = childrenOf(node);
    return inner && findComparison(inner, textOf, isWhole);
  }
  if (node.name !== 'BinaryExpr') return undefined;
  const children = childrenOf(node);
  const [left, operator] = children;
  const right = children[children.length - 1];
  const word = textOf(operator).toLowerCase();
  if (COMPARISONS.includes(word)) {
    return {
      left: textOf(left),
      operator: word,
      right: textOf(right),
      isBool: Boolean(node.getChild('BoolModifier')),
      isWhole,
    };
  }
  if (!SET_OPERATORS.includes(word)) return undefined;
  return (
    findComparison(left, textOf, false) ?? findComparison(right, textOf, false)
  );
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const all: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!/Comment$/.test(child.name)) all.push(child);
  }
  return all;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function unquote(text: string): string {
  const quote = text[0];
  if (!['"', "'", '`'].includes(quote)) return text;
  const inner = text.slice(1, -1);
  if (quote === '`') return inner;
  return inner.replace(/\\(.)/g, (_, letter) => ESCAPES[letter] ?? letter);
}

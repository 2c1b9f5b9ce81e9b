import type { Failure } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { SpanTree } from './spanTree';

/** When the first of the failed spans ended, a fraction (0..1) of the whole and seconds; null when none is known. */
export function findFirstFailure(
  tree: SpanTree,
  failures: readonly Failure[],
): { readonly x: number; readonly seconds: number } | null {
  const ends = failures.flatMap(({ spanId }) => {
    const node = tree.byId.get(spanId ?? '');
    return node ? [node.endedAt] : [];
  });
  const total = tree.endedAt - tree.startedAt;
  if (ends.length === 0 || total <= 0) return null;
  const after = Math.min(...ends) - tree.startedAt;
  return { x: after / total, seconds: after / 1000 };
}

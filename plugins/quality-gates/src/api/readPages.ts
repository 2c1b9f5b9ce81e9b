import type { Page } from '@quality-gates/backstage-plugin-quality-gates-common';

/** Items of several pages. `truncated`: more exist than were read. */
export interface Pages<T> {
  readonly items: readonly T[];
  readonly truncated: boolean;
}

/**
 * Follows cursors until the list ends or `max` items are there. At least one page is read.
 *
 * @example await readPages(page => api.readRuns(ref, page, signal), 400)
 */
export async function readPages<T>(
  readPage: (page: { limit: number; cursor?: string }) => Promise<Page<T>>,
  max: number,
): Promise<Pages<T>> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage({ limit: Math.min(200, max), cursor });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && items.length < max);
  return { items, truncated: cursor !== undefined };
}

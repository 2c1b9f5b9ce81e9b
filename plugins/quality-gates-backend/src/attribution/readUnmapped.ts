import type {
  Page,
  Unmapped,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { toInstant } from '../instant';
import type { Store, UnmappedRow } from '../store/types';
import {
  GONE_START,
  readGone,
  readGoneCursor,
  type GoneOptions,
} from './readGone';
import { suggestions } from './suggestions';

/** What {@link createUnmappedReader} needs. */
export interface UnmappedReaderOptions extends GoneOptions {
  readonly store: GoneOptions['store'] & Pick<Store, 'listUnmapped'>;
}

interface UnmappedQuery {
  readonly reason?: string;
  readonly limit: number;
  readonly cursor?: string;
}

/** Reads facts that belong to nobody, as `GET /unmapped` answers them. */
export function createUnmappedReader(options: UnmappedReaderOptions) {
  return {
    /**
     * A page: facts that never belonged to anybody, newest first, and after the last of them those of entities that
     * left the catalog, by entity. A page may be short and still have a next one. Throws InputError for a cursor that
     * is none.
     */
    async listUnmapped(query: UnmappedQuery): Promise<Page<Unmapped>> {
      const { reason, limit, cursor } = query;
      const after = cursor === undefined ? undefined : readGoneCursor(cursor);
      if (after) return readGone(options, { after, limit });
      const page =
        reason === 'entity-gone'
          ? { rows: [], nextCursor: null }
          : await options.store.listUnmapped(query);
      const items = page.rows.map(toWire);
      const isLast = page.nextCursor === null;
      if (!isLast || (reason !== undefined && reason !== 'entity-gone')) {
        return { items, nextCursor: page.nextCursor };
      }
      const gone = await readGone(options, {
        after: GONE_START,
        limit: limit - items.length,
      });
      return { ...gone, items: [...items, ...gone.items] };
    },
  };
}

function toWire(row: UnmappedRow): Unmapped {
  return {
    id: row.id,
    type: row.type,
    source: row.source,
    keys: keysOf(row),
    reason: row.reason,
    suggestions: suggestions(row),
    firstAt: toInstant(row.firstAt),
    lastAt: toInstant(row.lastAt),
    count: row.count,
  };
}

/** What the fact said about whose it is, and what it is. */
function keysOf({ key, subject, candidates }: UnmappedRow) {
  const { repository } = subject;
  const entries: [string, string | undefined][] = [
    ['key', key],
    ['entityRef', subject.entityRef],
    ['service', subject.service],
    ['repository', repository && `${repository.host}/${repository.path}`],
    ['path', subject.path],
    ['pipeline', subject.pipeline],
    ['candidates', candidates.join(', ') || undefined],
    ...(subject.annotations ?? []).map(
      one => [one.key, one.value] as [string, string],
    ),
  ];
  return Object.fromEntries(
    entries.flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

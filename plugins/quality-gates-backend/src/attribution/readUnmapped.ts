import type {
  Page,
  Unmapped,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { toInstant } from '../instant';
import type { Store, UnmappedRow } from '../store/types';
import { suggestions } from './suggestions';

/** Reads facts that belong to nobody, as `GET /unmapped` answers them. */
export function createUnmappedReader(store: Pick<Store, 'listUnmapped'>) {
  return {
    /** A page, newest first. */
    async listUnmapped(query: {
      reason?: string;
      limit: number;
      cursor?: string;
    }): Promise<Page<Unmapped>> {
      const { rows, nextCursor } = await store.listUnmapped(query);
      return { items: rows.map(toWire), nextCursor };
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

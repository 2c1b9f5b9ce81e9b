import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import type { Unmapped } from '@quality-gates/backstage-plugin-quality-gates-common';
import { toInstant } from '../instant';
import type { FirstFactRow, Store } from '../store/types';
import type { CatalogAttribution } from './createAttribution';

/** Where a page ended: the entity and the type of fact that were looked at last. */
export type GonePosition = readonly [entityRef: string, type: string];

/** Before all entities. */
export const GONE_START: GonePosition = ['', ''];

/** Looked at in one read; {@link CatalogAttribution.findGone} takes so many. */
const SLICE = 500;
/** Reads of one page. Where hardly anybody left, a page of a very large store ends early and says where to go on. */
const MOST_SLICES = 100;
/** No cursor of the store has it: those are base64url. */
const PREFIX = 'gone.';

/** What {@link readGone} needs. */
export interface GoneOptions {
  readonly store: Pick<Store, 'listFirstFacts' | 'readFactTotals'>;
  readonly catalog: Pick<CatalogAttribution, 'findGone'>;
}

/**
 * Facts of entities that left the catalog, one item a type of fact, by entity. The facts stay where they are, so that
 * everything is there again when the entity comes back.
 */
export async function readGone(
  options: GoneOptions,
  query: { readonly after: GonePosition; readonly limit: number },
): Promise<{ items: Unmapped[]; nextCursor: string | null }> {
  const { found, next } = await findGoneFacts(options, query);
  const totals = await options.store.readFactTotals(found);
  const totalOf = new Map(totals.map(total => [nameOf(total), total]));
  const items = found.map(one => {
    const { lastAt = null, count = 0 } = totalOf.get(nameOf(one)) ?? {};
    return toWire(one, { lastAt: lastAt ?? one.firstAt, count });
  });
  return { items, nextCursor: next && writeGoneCursor(next) };
}

async function findGoneFacts(
  { store, catalog }: GoneOptions,
  query: { readonly after: GonePosition; readonly limit: number },
): Promise<{ found: FirstFactRow[]; next: GonePosition | null }> {
  const found: FirstFactRow[] = [];
  let after = query.after;
  for (let slice = 0; slice < MOST_SLICES; slice += 1) {
    const rows = await store.listFirstFacts({ after, limit: SLICE });
    const refs = new Set(rows.map(({ entityRef }) => entityRef));
    const gone = new Set(await catalog.findGone([...refs]));
    found.push(...rows.filter(({ entityRef }) => gone.has(entityRef)));
    if (found.length > query.limit) {
      const page = found.slice(0, query.limit);
      const last = page.at(-1);
      return { found: page, next: last ? positionOf(last) : query.after };
    }
    if (rows.length < SLICE) return { found, next: null };
    after = positionOf(rows[rows.length - 1]);
  }
  return { found, next: after };
}

function positionOf({ entityRef, type }: FirstFactRow): GonePosition {
  return [entityRef, type];
}

function nameOf(row: Pick<FirstFactRow, 'entityRef' | 'type'>): string {
  return JSON.stringify([row.entityRef, row.type]);
}

function toWire(
  { entityRef, type, firstAt }: FirstFactRow,
  { lastAt, count }: { lastAt: number; count: number },
): Unmapped {
  const reason = 'entity-gone';
  const id = createHash('sha256')
    .update(JSON.stringify([reason, entityRef, type]))
    .digest('base64url')
    .slice(0, 22);
  return {
    id,
    type,
    // Facts of several senders are one item here.
    source: '*',
    keys: { entityRef },
    reason,
    suggestions: [],
    firstAt: toInstant(firstAt),
    lastAt: toInstant(lastAt),
    count,
  };
}

function writeGoneCursor(position: GonePosition): string {
  return PREFIX + Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** The position a cursor stands for; undefined for a cursor of another list. Throws InputError for a broken one. */
export function readGoneCursor(cursor: string): GonePosition | undefined {
  if (!cursor.startsWith(PREFIX)) return undefined;
  const text = Buffer.from(cursor.slice(PREFIX.length), 'base64url').toString();
  const parsed = parse(text);
  const isPosition =
    Array.isArray(parsed) &&
    parsed.length === 2 &&
    parsed.every(key => typeof key === 'string' && !key.includes('\u0000'));
  if (isPosition) return parsed as unknown as GonePosition;
  throw new InputError(
    'The cursor is malformed; use nextCursor of the page before, or leave it out',
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { InputError } from '@backstage/errors';

/** Where a page ended: the time that the list is sorted by, and the texts that break ties. */
export interface Position {
  readonly time: number;
  readonly keys: readonly string[];
}

/** Opaque text for a position. */
export function writeCursor({ time, keys }: Position): string {
  return Buffer.from(JSON.stringify([time, ...keys])).toString('base64url');
}

/**
 * The position that a cursor stands for, with as many keys as the list has. Throws InputError for anything that is
 * not a cursor of such a list.
 */
export function readCursor(cursor: string, keyCount: number): Position {
  try {
    const parsed: unknown = JSON.parse(
      Buffer.from(cursor, 'base64url').toString(),
    );
    if (Array.isArray(parsed) && parsed.length === keyCount + 1) {
      const [time, ...keys] = parsed;
      const usable = keys.every(
        key => typeof key === 'string' && !key.includes('\u0000'),
      );
      if (Number.isSafeInteger(time) && usable) return { time, keys };
    }
  } catch {
    // Not JSON: answered below, like JSON of another shape.
  }
  throw new InputError(
    'The cursor is malformed; use nextCursor of the page before, or leave it out',
  );
}

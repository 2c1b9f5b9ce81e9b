import { stripVTControlCharacters } from 'node:util';

/** Longest text of a report that is kept. */
const MOST_CHARACTERS = 500;

/**
 * Text as reports keep it: without terminal colours, at most 500 characters; undefined for none.
 *
 * @example shortText('\u001b[31mboom\u001b[39m ') // 'boom'
 */
export function shortText(text: string | undefined): string | undefined {
  const start = text?.slice(0, 4 * MOST_CHARACTERS) ?? '';
  const plain = stripVTControlCharacters(start).trim();
  return plain.slice(0, MOST_CHARACTERS) || undefined;
}

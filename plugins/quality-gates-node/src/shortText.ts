/** Longest text of a report that is kept. */
const MOST_CHARACTERS = 500;

/**
 * Text as reports keep it: without terminal colours, at most 500 characters; undefined for none.
 *
 * @example shortText('\u001b[31mboom\u001b[39m ') // 'boom'
 */
export function shortText(text: string | undefined): string | undefined {
  // eslint-disable-next-line no-control-regex
  const plain = text
    ?.slice(0, 4 * MOST_CHARACTERS)
    .replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');
  return plain?.trim().slice(0, MOST_CHARACTERS) || undefined;
}

/** Texts longer than this are seldom the same twice. */
const MAX_LENGTH = 64;
/** A power of two; with 64 characters each at most 256 KiB. */
const SLOTS = 4096;

/**
 * Short texts that come again and again: attribute keys, names of steps, results. A text that is here already costs a
 * comparison instead of a new string, for the decoder and for everything that later holds it. Bounded: a text that
 * falls into a taken slot replaces it, so that what a sender makes up costs time only.
 */
export class TextTable {
  readonly #slots = new Array<string>(SLOTS).fill('');

  /** The UTF-8 text at [start, end) of `bytes`; bytes that are no UTF-8 become U+FFFD, and so does U+0000. */
  read(bytes: Buffer, start: number, end: number): string {
    const length = end - start;
    if (length > MAX_LENGTH)
      return withoutNul(bytes.toString('utf8', start, end));
    let hash = length;
    let plain = true;
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if (byte > 127 || byte === 0) plain = false;
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    if (!plain) return withoutNul(bytes.toString('utf8', start, end));
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const known = this.#slots[slot];
    if (isText(known, bytes, start, length)) return known;
    const text = bytes.toString('latin1', start, end);
    this.#slots[slot] = text;
    return text;
  }
}

function isText(
  text: string,
  bytes: Buffer,
  start: number,
  length: number,
): boolean {
  if (text.length !== length) return false;
  for (let index = 0; index < length; index++) {
    if (text.charCodeAt(index) !== bytes[start + index]) return false;
  }
  return true;
}

function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}

import { InputError } from '@backstage/errors';
import { TextTable } from './TextTable';

/** How a value is written, the lower three bits of a tag; the field's number stands above them. */
export const VARINT = 0;
/** See {@link VARINT}. */
export const FIXED64 = 1;
/** See {@link VARINT}: texts, bytes and messages, each with its length before it. */
export const BYTES = 2;

/** Groups inside each other: nobody sends them any more, and each costs a call. */
const MAX_GROUPS = 32;

/** Attribute keys, and all other texts: what a sender makes up for one does not push out the other. */
const KEYS = new TextTable();
const TEXTS = new TextTable();

/**
 * Reads the value behind `tag` into what is being built, or answers false for a field it does not know. `end` is where
 * the message ends that the field is of.
 */
export type FieldReader<T> = (
  reader: WireReader,
  tag: number,
  end: number,
  target: T,
) => boolean;

/**
 * Reads the wire format of protocol buffers from one buffer, strictly: every length must end inside the message
 * around it. Our own instead of a kept one, because it gives back texts it has seen before and allocates nothing else
 * (docs/adr/010).
 *
 * A tag is a number, `field << 3 | wire type`: a known field with another wire type is an unknown one. Fixed values and
 * varints may read past the end of their message; {@link WireReader.finish} refuses that.
 */
export class WireReader {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  /** Where the next value begins. */
  at = 0;
  /** Where the field begins that is being read, its tag included. Remember it before anything inside is read. */
  fieldAt = 0;

  constructor(body: Uint8Array) {
    const { buffer, byteOffset, length } = body;
    this.#bytes = Buffer.from(buffer, byteOffset, length);
    this.#view = new DataView(buffer, byteOffset, length);
  }

  /** Length of the body in bytes. */
  get length(): number {
    return this.#bytes.length;
  }

  /** Reads a nested message, its length first; see {@link WireReader.fields}. */
  message<T>(
    surroundingEnd: number,
    readField: FieldReader<T>,
    target: T,
  ): void {
    this.fields(this.end(surroundingEnd), readField, target);
  }

  /** Reads the fields of a message up to its end; those that `readField` does not know are stepped over. */
  fields<T>(end: number, readField: FieldReader<T>, target: T): void {
    while (this.at < end) {
      this.fieldAt = this.at;
      const tag = this.tag();
      if (!readField(this, tag, end, target)) this.skip(tag, end);
    }
    this.finish(end);
  }

  /** The bytes since `from`, not copied. */
  since(from: number): Uint8Array {
    return this.#bytes.subarray(from, this.at);
  }

  /** A tag, and what lengths are written as. Throws InputError for more than 32 bits. */
  tag(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.at++];
    if (byte < 128) return byte;
    let value = byte & 127;
    for (let shift = 7; shift < 35; shift += 7) {
      byte = bytes[this.at++];
      value |= (byte & 127) << shift;
      if (byte < 128 && (shift < 28 || byte < 16)) return value >>> 0;
    }
    throw new InputError('A tag or length is longer than 32 bits');
  }

  /** A number of an enumeration: an int32, longer ones cut. */
  int32(): number {
    const first = this.#bytes[this.at];
    if (first < 128) {
      this.at += 1;
      return first;
    }
    return Number(BigInt.asIntN(32, BigInt(this.int64())));
  }

  /** Whether a varint is anything but zero. */
  bool(): boolean {
    return this.int64() !== 0;
  }

  /** An int64: a number where it is exact, else its decimal digits. */
  int64(): number | string {
    const bytes = this.#bytes;
    let low = 0;
    let high = 0;
    for (let index = 0; index < 10; index++) {
      const byte = bytes[this.at++];
      const part = byte & 127;
      if (index < 4) low |= part << (7 * index);
      else if (index === 4) {
        low |= part << 28;
        high = part >> 4;
      } else high |= part << (7 * index - 32);
      if (byte < 128) return toInteger(low >>> 0, high | 0);
    }
    throw new InputError('A number is longer than ten bytes');
  }

  double(): number {
    const at = this.#take(8);
    return this.#view.getFloat64(at, true);
  }

  /**
   * A fixed64 of nanoseconds as whole milliseconds, rounded down. In halves, because 2^64 does not fit a number and
   * BigInt is slow: 2^32 ns = 4294 ms + 967296 ns, and all intermediate values stay below 2^53.
   */
  nanosAsMillis(): number {
    const at = this.#take(8);
    const low = this.#view.getUint32(at, true);
    const high = this.#view.getUint32(at + 4, true);
    return high * 4294 + Math.floor((high * 967_296 + low) / 1_000_000);
  }

  /** As {@link WireReader.nanosAsMillis}, in microseconds: 2^32 ns = 4294967 us + 296 ns. */
  nanosAsMicros(): number {
    const at = this.#take(8);
    const low = this.#view.getUint32(at, true);
    const high = this.#view.getUint32(at + 4, true);
    return high * 4_294_967 + Math.floor((high * 296 + low) / 1_000);
  }

  /** Reads a length and gives back where the nested message or text ends; that lies inside the surrounding one. */
  end(surroundingEnd: number): number {
    const length = this.tag();
    const end = this.at + length;
    if (end > surroundingEnd) {
      throw new InputError('A nested message is longer than the one around it');
    }
    return end;
  }

  text(surroundingEnd: number): string {
    return this.#text(TEXTS, surroundingEnd);
  }

  /** A text of which there are few different ones. */
  key(surroundingEnd: number): string {
    return this.#text(KEYS, surroundingEnd);
  }

  /** Bytes as lower-case hex. */
  hex(surroundingEnd: number): string {
    const end = this.end(surroundingEnd);
    const hex = this.#bytes.toString('hex', this.at, end);
    this.at = end;
    return hex;
  }

  base64(surroundingEnd: number): string {
    const end = this.end(surroundingEnd);
    const base64 = this.#bytes.toString('base64', this.at, end);
    this.at = end;
    return base64;
  }

  /** Steps over the value of an unknown field. Throws InputError for a tag that is none. */
  skip(tag: number, surroundingEnd: number, groups = 0): void {
    if (tag >>> 3 === 0) throw new InputError('Field number 0 does not exist');
    switch (tag & 7) {
      case 0:
        this.#skipVarint();
        return;
      case 1:
        this.#take(8);
        return;
      case 2:
        this.at = this.end(surroundingEnd);
        return;
      case 3:
        this.#skipGroup(tag, surroundingEnd, groups + 1);
        return;
      case 5:
        this.#take(4);
        return;
      default:
        throw new InputError(`Wire type ${tag & 7} is not expected here`);
    }
  }

  /** A message ends where its length said, or the body is none. */
  finish(end: number): void {
    if (this.at !== end) throw new InputError('A message ends too late');
  }

  #text(table: TextTable, surroundingEnd: number): string {
    const end = this.end(surroundingEnd);
    const text = table.read(this.#bytes, this.at, end);
    this.at = end;
    return text;
  }

  #take(length: number): number {
    const { at } = this;
    if (at + length > this.#bytes.length) {
      throw new InputError('The body ends too early');
    }
    this.at += length;
    return at;
  }

  #skipVarint(): void {
    for (let index = 0; index < 10; index++) {
      if (!(this.#bytes[this.at++] >= 128)) return;
    }
    throw new InputError('A number is longer than ten bytes');
  }

  #skipGroup(opened: number, end: number, groups: number): void {
    if (groups > MAX_GROUPS) throw new InputError('Groups are nested too deep');
    while (this.at < end) {
      const tag = this.tag();
      if ((tag & 7) === 4) {
        if (tag >>> 3 === opened >>> 3) return;
        throw new InputError('A group ends that was not begun');
      }
      this.skip(tag, end, groups);
    }
    throw new InputError('A group does not end');
  }
}

function toInteger(low: number, high: number): number | string {
  const value = high * 0x1_0000_0000 + low;
  if (Number.isSafeInteger(value)) return value;
  return String((BigInt(high) << 32n) | BigInt(low));
}

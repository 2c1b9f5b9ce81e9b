import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { InputError, isError } from '@backstage/errors';

/**
 * How to read one field of a message into `target`: its wire type, and what to do with the reader standing on its
 * value. `end` is where the surrounding message ends.
 */
export type Field<TTarget, TContext> = readonly [
  wireType: WireType,
  read: (
    reader: BinaryReader,
    target: TTarget,
    context: TContext,
    end: number,
  ) => void,
];
/** The fields of a message by number; all others are skipped, as are known ones of another wire type. */
export type Fields<TTarget, TContext> = Readonly<
  Record<number, Field<TTarget, TContext> | undefined>
>;

/**
 * Reads fields up to `end`, strictly: the last one must end exactly there, so a nested message can neither reach into
 * its neighbour nor leave bytes behind.
 */
export function readMessage<TTarget, TContext>(
  reader: BinaryReader,
  end: number,
  fields: Fields<TTarget, TContext>,
  target: TTarget,
  context: TContext,
): void {
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    const field = fields[number];
    if (field?.[0] === wireType) field[1](reader, target, context, end);
    else reader.skip(wireType, number);
  }
  if (reader.pos !== end) throw new InputError('A message ends too late');
}

/** Reads a length and gives back where the nested message ends; it must lie inside the surrounding one. */
export function readEnd(reader: BinaryReader, surroundingEnd: number): number {
  const length = reader.uint32();
  const end = reader.pos + length;
  if (end > surroundingEnd) {
    throw new InputError('A nested message is longer than the one around it');
  }
  return end;
}

/** Reads a nested message into `target`. */
export function readNested<TTarget, TContext>(
  reader: BinaryReader,
  surroundingEnd: number,
  fields: Fields<TTarget, TContext>,
  target: TTarget,
  context: TContext,
): TTarget {
  const end = readEnd(reader, surroundingEnd);
  readMessage(reader, end, fields, target, context);
  return target;
}

/** Reads a whole body. Throws InputError for bytes that are no such message. */
export function readBody<TTarget, TContext>(
  body: Uint8Array,
  fields: Fields<TTarget, TContext>,
  target: TTarget,
  context: TContext,
): void {
  try {
    readMessage(new BinaryReader(body), body.length, fields, target, context);
  } catch (error) {
    // The errors of the doors pass; whatever the wire reader throws means the same: these bytes are no message.
    if (isError(error) && /^(Input|PayloadTooLarge)Error$/.test(error.name)) {
      throw error;
    }
    throw new InputError('Body is not the protobuf message of this door');
  }
}

/**
 * A fixed64 of nanoseconds as whole milliseconds, rounded down. In halves, because 2^64 does not fit a number and BigInt
 * is slow: 2^32 ns = 4294 ms + 967296 ns, and all intermediate values stay below 2^53.
 */
export function readNanosAsMillis(reader: BinaryReader): number {
  const low = reader.fixed32();
  const high = reader.fixed32();
  return high * 4294 + Math.floor((high * 967_296 + low) / 1_000_000);
}

/** As {@link readNanosAsMillis}, in microseconds: 2^32 ns = 4294967 µs + 296 ns. */
export function readNanosAsMicros(reader: BinaryReader): number {
  const low = reader.fixed32();
  const high = reader.fixed32();
  return high * 4_294_967 + Math.floor((high * 296 + low) / 1_000);
}

/** An int64: a number where it is exact, else its decimal digits. */
export function readInt64(reader: BinaryReader): number | string {
  const start = reader.pos;
  const low = reader.uint32();
  // Four bytes carry 28 bits: small and positive, which is nearly every one.
  if (reader.pos - start <= 4) return low;
  reader.pos = start;
  const exact = reader.int64();
  const rounded = Number(exact);
  return Number.isSafeInteger(rounded) ? rounded : String(exact);
}

/** Bytes as lower-case hex. */
export function readHex(reader: BinaryReader): string {
  return readBuffer(reader).toString('hex');
}

/** Bytes as base64. */
export function readBase64(reader: BinaryReader): string {
  return readBuffer(reader).toString('base64');
}

function readBuffer(reader: BinaryReader): Buffer {
  const { buffer, byteOffset, length } = reader.bytes();
  return Buffer.from(buffer, byteOffset, length);
}

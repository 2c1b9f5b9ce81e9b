import type { Random } from './random';

type Mutation = (bytes: Buffer, random: Random) => Buffer;

/** What breaks decoders of text: NUL, overlong and lone surrogates, an unfinished sequence, marks of byte order. */
const INSERTED = [
  [0x00],
  [0xff],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf0, 0x9f],
  [0xef, 0xbb, 0xbf],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
].map(bytes => Buffer.from(bytes));

const MUTATIONS: readonly Mutation[] = [
  function flipBits(bytes, random) {
    const flipped = Buffer.from(bytes);
    for (let n = random.below(8); n >= 0 && flipped.length > 0; n--) {
      flipped[random.below(flipped.length)] ^= 1 << random.below(8);
    }
    return flipped;
  },
  function cutOff(bytes, random) {
    return bytes.subarray(0, random.below(bytes.length + 1));
  },
  function leaveOut(bytes, random) {
    const [from, to] = range(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  function repeat(bytes, random) {
    const [from, to] = range(bytes, random);
    const part = Array.from({ length: 1 + random.below(20) }, () =>
      bytes.subarray(from, to),
    );
    return Buffer.concat([
      bytes.subarray(0, from),
      ...part,
      bytes.subarray(from),
    ]);
  },
  function insert(bytes, random) {
    const at = random.below(bytes.length + 1);
    const inserted = random.pick(INSERTED);
    return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]);
  },
  function otherEncoding(bytes, random) {
    return Buffer.from(
      bytes.toString('utf8'),
      random.pick(['utf16le', 'latin1', 'base64'] as const),
    );
  },
  function nothing() {
    return Buffer.alloc(0);
  },
];

/** Other bytes, made without a look at what they mean. */
export function mutateBytes(bytes: Buffer, random: Random): Buffer {
  return random.pick(MUTATIONS)(bytes, random);
}

function range(bytes: Buffer, random: Random): [number, number] {
  const from = random.below(bytes.length);
  return [from, from + random.below(Math.min(200, bytes.length - from))];
}

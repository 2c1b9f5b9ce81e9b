import * as zlib from 'node:zlib';
import { promisify } from 'node:util';

const deflateAsync = promisify(zlib.deflate);

/** How a blob is packed, stored beside it: another codec may come, and old rows stay readable. */
export type Codec = 'zlib' | 'zstd';

/** Bytes packed for storage: fast rather than small (docs/adr/005). */
export interface Packed {
  readonly codec: Codec;
  readonly bytes: Buffer;
}

/** More bytes than this are packed in another thread: it takes longer than handing them over. */
const SMALL = 64 * 1024;

/** Packs bytes of any size, large ones beside the event loop. */
export async function pack(bytes: Uint8Array): Promise<Packed> {
  if (bytes.length <= SMALL) return packSmall(bytes);
  const options = { level: zlib.constants.Z_BEST_SPEED };
  return { codec: 'zlib', bytes: await deflateAsync(bytes, options) };
}

/** Packs some kilobytes at once. Zstandard where Node.js has it (22.15): twice as fast. */
export function packSmall(bytes: Uint8Array): Packed {
  if (typeof zlib.zstdCompressSync === 'function') {
    const params = {
      [zlib.constants.ZSTD_c_compressionLevel]: 1,
      // Its table of matches is cleared each time: a tenth less work for what is as small as most traces, and no larger.
      ...(bytes.length <= SMALL && { [zlib.constants.ZSTD_c_hashLog]: 13 }),
    };
    // By default it makes room for 16 KiB each time; what is packed is seldom longer than a quarter of itself.
    const chunkSize = Math.max(1024, bytes.length >> 2);
    return {
      codec: 'zstd',
      bytes: zlib.zstdCompressSync(bytes, { params, chunkSize }),
    };
  }
  const options = { level: zlib.constants.Z_BEST_SPEED };
  return { codec: 'zlib', bytes: zlib.deflateSync(bytes, options) };
}

/** Bytes as they were before {@link pack}. Throws Error for a codec that this version does not know. */
export function unpack(codec: string, packed: Buffer): Buffer {
  if (codec === 'zlib') return zlib.inflateSync(packed);
  if (codec === 'zstd' && typeof zlib.zstdDecompressSync === 'function') {
    return zlib.zstdDecompressSync(packed);
  }
  throw new Error(`Unknown codec "${codec}": it needs a newer Node.js`);
}

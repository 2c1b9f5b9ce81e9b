import { constants, deflate, inflateSync } from 'node:zlib';
import { promisify } from 'node:util';

const deflateAsync = promisify(deflate);

/** How a blob is packed, stored beside it: another codec may come, and old rows stay readable. */
export const CODEC = 'zlib';

/** Bytes packed for storage: fast rather than small (docs/adr/005). */
export async function pack(bytes: Uint8Array): Promise<Buffer> {
  return deflateAsync(bytes, { level: constants.Z_BEST_SPEED });
}

/** Bytes as they were before {@link pack}. Throws Error for a codec that this version does not know. */
export function unpack(codec: string, packed: Buffer): Buffer {
  if (codec !== CODEC) throw new Error(`Unknown codec "${codec}"`);
  return inflateSync(packed);
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError } from '@backstage/errors';
import { tooLargeBody } from '../otlp/PayloadTooLargeError';
import { OverloadedError, UnsupportedMediaTypeError } from './refusals';

/** Bounds of {@link createBodyReader}. */
export interface BodyReaderOptions {
  /** Largest body, on the wire and after decompression alike. */
  readonly maxBytes: number;
  /** Bytes of all requests being answered at one time; beyond it new bytes are refused with 503. */
  readonly maxHeldBytes: number;
}

/** Resolves to the raw bytes of a request, decompressed. */
export type ReadBody = (
  req: IncomingMessage,
  res: ServerResponse,
) => Promise<Buffer>;

/** A body as it was sent. */
export interface SentBody {
  readonly gzip: boolean;
  /** Its bytes, as one. What came in pieces is copied for it, so ask when it is to be read, not when it has to wait. */
  bytes(): Buffer;
  /** Resolves to the bytes, decompressed. */
  unpack(): Promise<Buffer>;
}

/** Resolves when a request is there as it was sent, however slow its sender is. */
export type ReceiveBody = (
  req: IncomingMessage,
  res: ServerResponse,
) => Promise<SentBody>;

/**
 * Reads bodies without a body parser: a signature and a delivery key need the bytes as sent, a parser answers too-large
 * bodies in its own format, and none of them bounds what all requests hold together.
 *
 * The reader throws PayloadTooLargeError, UnsupportedMediaTypeError for an encoding other than gzip, InputError for
 * truncated gzip and aborted requests, and ServiceUnavailableError when too much is held already.
 */
export function createBodyReader(options: BodyReaderOptions): {
  readonly readBody: ReadBody;
  readonly receiveBody: ReceiveBody;
} {
  const { maxBytes, maxHeldBytes } = options;
  const tooLarge = tooLargeBody(maxBytes);
  let heldBytes = 0;

  const receiveBody: ReceiveBody = async (req, res) => {
    const gzip = isGzip(req);
    if (Number(req.headers['content-length'] ?? 0) > maxBytes) throw tooLarge;

    let ownBytes = 0;
    const release = () => {
      heldBytes -= ownBytes;
      ownBytes = 0;
    };
    const collect = (stream: Readable) =>
      collectPieces(stream, (chunkBytes, totalBytes) => {
        if (totalBytes > maxBytes) throw tooLarge;
        if (heldBytes + chunkBytes > maxHeldBytes) {
          throw new OverloadedError('Too many large requests at one time', 1);
        }
        if (res.closed) return;
        heldBytes += chunkBytes;
        ownBytes += chunkBytes;
      });
    res.once('close', release);

    const pieces = await collect(req);
    const bytes = () => join(pieces);
    return {
      gzip,
      bytes,
      async unpack() {
        if (!gzip) return bytes();
        const gunzip = createGunzip();
        gunzip.end(bytes());
        return join(await collect(gunzip).finally(() => gunzip.destroy()));
      },
    };
  };
  return {
    receiveBody,
    readBody: async (req, res) => (await receiveBody(req, res)).unpack(),
  };
}

function isGzip(req: IncomingMessage): boolean {
  const encoding = req.headers['content-encoding']?.trim().toLowerCase();
  if (!encoding || encoding === 'identity') return false;
  if (encoding === 'gzip' || encoding === 'x-gzip') return true;
  throw new UnsupportedMediaTypeError(
    'Content-Encoding must be gzip or left out',
  );
}

function join(pieces: readonly Buffer[]): Buffer {
  return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
}

/** Resolves to everything the stream gives; `admit` sees each chunk before it is kept and may throw. */
function collectPieces(
  stream: Readable,
  admit: (chunkBytes: number, totalBytes: number) => void,
): Promise<Buffer[]> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let totalBytes = 0;
    const onData = (chunk: Buffer) => {
      totalBytes += chunk.length;
      try {
        admit(chunk.length, totalBytes);
        chunks.push(chunk);
      } catch (error) {
        stream.off('data', onData);
        chunks.length = 0;
        // Not destroyed: the sender must be able to finish sending, or it sees a reset instead of our answer.
        stream.resume();
        reject(error);
      }
    };
    stream.on('data', onData);
    stream.once('end', () => resolve(chunks));
    stream.on('error', error =>
      reject(new InputError('Body is cut off or not what it claims', error)),
    );
    stream.once('close', () => {
      if (!stream.readableEnded) reject(new InputError('Request was aborted'));
    });
  });
}

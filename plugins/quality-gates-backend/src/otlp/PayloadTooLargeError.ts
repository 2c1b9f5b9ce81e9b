import { CustomErrorBase } from '@backstage/errors';

/** The body is larger than allowed, on the wire or after decompression. Answered as 413; repeating it cannot help. */
export class PayloadTooLargeError extends CustomErrorBase {
  name = 'PayloadTooLargeError';
  get statusCode() {
    return 413;
  }
}

/** A body is longer than `qualityGates.ingest.maxBodyMiB`. */
export function tooLargeBody(maxBytes: number): PayloadTooLargeError {
  return new PayloadTooLargeError(
    `Body is larger than ${maxBytes} bytes (qualityGates.ingest.maxBodyMiB)`,
  );
}

import type { Request } from 'express';
import { mediaTypeOf } from '../mediaType';
import { UnsupportedMediaTypeError } from '../refusals';
import { encodingOf, type OtlpEncoding } from './otlpResponse';

/** The encoding of a request's body. Throws UnsupportedMediaTypeError for any that OTLP/HTTP does not know. */
export function requireEncoding(req: Request): OtlpEncoding {
  const encoding = encodingOf(mediaTypeOf(req));
  if (encoding) return encoding;
  throw new UnsupportedMediaTypeError(
    'Content-Type must be application/x-protobuf or application/json',
  );
}

import type { IncomingMessage } from 'node:http';
import { UnsupportedMediaTypeError } from './refusals';

/**
 * The media type of a request in lower case without parameters; '' when it names none.
 *
 * @example mediaTypeOf(request) // 'application/json' for `Application/JSON; charset=utf-8`
 */
export function mediaTypeOf(req: IncomingMessage): string {
  const [type] = (req.headers['content-type'] ?? '').split(';');
  return type.trim().toLowerCase();
}

/** Throws UnsupportedMediaTypeError unless the body is declared as JSON; `hint` says what the sender should change. */
export function requireJson(req: IncomingMessage, hint: string): void {
  if (!/^application\/(?:[\w.-]+\+)?json$/.test(mediaTypeOf(req))) {
    throw new UnsupportedMediaTypeError(
      `Content-Type must be application/json: ${hint}`,
    );
  }
}

import {
  CustomErrorBase,
  ServiceUnavailableError,
  isError,
} from '@backstage/errors';

/** `Content-Type` or `Content-Encoding` is none that the door reads. Answered as 415. */
export class UnsupportedMediaTypeError extends CustomErrorBase {
  name = 'UnsupportedMediaTypeError';
  get statusCode() {
    return 415;
  }
}

/** The path exists, the method does not. Answered as 405 with `Allow: POST`. */
export class MethodNotAllowedError extends CustomErrorBase {
  name = 'MethodNotAllowedError';
  get statusCode() {
    return 405;
  }
}

/** The sender is faster than allowed. Answered as 429 with `Retry-After`. */
export class TooManyRequestsError extends CustomErrorBase {
  name = 'TooManyRequestsError';
  readonly retryAfterSeconds: number;
  get statusCode() {
    return 429;
  }

  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** We cannot take more right now. Answered as 503 with `Retry-After`. */
export class OverloadedError extends ServiceUnavailableError {
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** An error as a door answers it. */
export interface Refusal {
  readonly status: number;
  /** A short word for counters. */
  readonly reason: string;
  /** What the sender may read; an internal error says nothing of its inside. */
  readonly message: string;
  /** Whole seconds; set for every status that is worth repeating. */
  readonly retryAfterSeconds?: number;
}

const BY_NAME: Record<string, { status: number; reason: string }> = {
  InputError: { status: 400, reason: 'invalid' },
  AuthenticationError: { status: 401, reason: 'unauthenticated' },
  NotAllowedError: { status: 403, reason: 'not-allowed' },
  NotFoundError: { status: 404, reason: 'not-found' },
  MethodNotAllowedError: { status: 405, reason: 'method' },
  ConflictError: { status: 409, reason: 'conflict' },
  PayloadTooLargeError: { status: 413, reason: 'too-large' },
  UnsupportedMediaTypeError: { status: 415, reason: 'media-type' },
  TooManyRequestsError: { status: 429, reason: 'too-fast' },
  ServiceUnavailableError: { status: 503, reason: 'unavailable' },
};

const INTERNAL: Refusal = {
  status: 500,
  reason: 'error',
  message: 'Internal error; the log of the backend says more',
};

/** Seconds to wait where the one who refused named none. */
const DEFAULT_RETRY_SECONDS = 2;

/**
 * The one place where an error becomes a status. Senders repeat 429 and 503 only (OTLP/HTTP, "Retryable response
 * codes"); everything unknown is a bug of ours and a 500, which nobody repeats: what is worth repeating must be
 * thrown as ServiceUnavailableError where that is known.
 *
 * @example refusalOf(new InputError('not JSON')) // { status: 400, reason: 'invalid', message: 'not JSON' }
 */
export function refusalOf(error: unknown): Refusal {
  if (!isError(error)) return INTERNAL;
  const known = Object.hasOwn(BY_NAME, error.name)
    ? BY_NAME[error.name]
    : undefined;
  if (!known) return ofExpress(error) ?? INTERNAL;
  const refusal = { ...known, message: error.message };
  if (known.status !== 429 && known.status !== 503) return refusal;
  const seconds = Number(error.retryAfterSeconds ?? DEFAULT_RETRY_SECONDS);
  return { ...refusal, retryAfterSeconds: Math.max(1, Math.ceil(seconds)) };
}

/** Errors that express itself raises carry their status, for example a path with broken percent-encoding. */
function ofExpress(error: Error & { status?: unknown }): Refusal | undefined {
  const { status, message } = error;
  if (typeof status !== 'number' || status < 400 || status > 499)
    return undefined;
  return { status, reason: 'invalid', message };
}

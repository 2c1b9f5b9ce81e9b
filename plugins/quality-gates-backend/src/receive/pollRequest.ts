import {
  AuthenticationError,
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
  stringifyError,
} from '@backstage/errors';
import type {
  Millis,
  PollAnswer,
  PollContext,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** Ends a run: the system, or we ourselves, allow no more requests for now. The next run goes on. */
export class PollPaused extends Error {
  /** When the system may be asked again; undefined = at the next run. */
  readonly until: Millis | undefined;

  constructor(until?: Millis) {
    super('No more requests for now');
    this.name = 'PollPaused';
    this.until = until;
  }
}

/** What {@link createPollRequest} keeps to. */
export interface PollRequestOptions {
  readonly requestsPerRun: number;
  readonly signal: AbortSignal;
  readonly now: () => Millis;
  /** Of one request, its body included. */
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

const TIMEOUT_MS = 30_000;
const MAX_BYTES = 64 * 1024 * 1024;
/** Where a limit is told without an end. */
const DEFAULT_PAUSE_MS = 60_000;
/** However long a system asks us to wait. */
const LONGEST_PAUSE_MS = 24 * 60 * 60_000;
/** Share of the system's limit that is left to others who use the same credentials, the catalog for one. */
const LEFT_TO_OTHERS = 0.1;

/**
 * The GET of one run; see {@link PollContext.get}. Throws PollPaused where the run ends, ServiceUnavailableError when
 * the system does not answer, AuthenticationError when it refuses us, NotAllowedError when it refuses this, InputError for a redirect (which could carry the
 * credentials elsewhere), too large an answer or one that is no JSON.
 */
export function createPollRequest(
  options: PollRequestOptions,
): PollContext['get'] {
  const { requestsPerRun, now } = options;
  let asked = 0;
  let pausedUntil: Millis | undefined;
  return async (url, headers = {}) => {
    if (pausedUntil !== undefined) throw new PollPaused(pausedUntil);
    if (asked >= requestsPerRun) throw new PollPaused();
    asked += 1;
    const place = placeOf(url);
    const response = await send(url, headers, { ...options, place });
    if (isLimited(response)) {
      throw new PollPaused(resumesAt(response.headers, now()));
    }
    if (isNearlySpent(response.headers)) {
      pausedUntil = resumesAt(response.headers, now());
    }
    return readAnswer(response, place, options.maxBytes ?? MAX_BYTES);
  };
}

async function send(
  url: string,
  headers: Readonly<Record<string, string>>,
  options: PollRequestOptions & { readonly place: string },
): Promise<Response> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  try {
    return await fetch(url, {
      headers: { Accept: 'application/json', ...headers },
      redirect: 'manual',
      signal: AbortSignal.any([options.signal, timeout]),
    });
  } catch (error) {
    throw new ServiceUnavailableError(`${options.place} did not answer`, error);
  }
}

async function readAnswer(
  response: Response,
  place: string,
  maxBytes: number,
): Promise<PollAnswer> {
  const { status } = response;
  if (status !== 200) await response.body?.cancel();
  if (status === 200) {
    return {
      status,
      body: parse(await readText(response, place, maxBytes), place),
    };
  }
  if (status === 404) return { status, body: null };
  if (status >= 300 && status < 400) {
    throw new InputError(
      `${place} answers with a redirect (${status}), which is not followed: use its new address`,
    );
  }
  if (status === 401) {
    throw new AuthenticationError(`${place} refuses the credentials (401)`);
  }
  if (status === 403) {
    throw new NotAllowedError(`${place} is not shown to the credentials (403)`);
  }
  if (status >= 500) {
    throw new ServiceUnavailableError(`${place} answered ${status}`);
  }
  throw new InputError(`${place} answered ${status}`);
}

async function readText(response: Response, place: string, maxBytes: number) {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > maxBytes) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new ServiceUnavailableError(`${place} broke off its answer`, error);
  }
  if (bytes > maxBytes) {
    throw new InputError(`${place} answered more than ${maxBytes} bytes`);
  }
  return Buffer.concat(chunks).toString();
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${place} answered no JSON: ${stringifyError(error)}`);
  }
}

function isLimited({ status, headers }: Response): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return headers.has('retry-after') || readNumber(headers, 'remaining') === 0;
}

function isNearlySpent(headers: Headers): boolean {
  const remaining = readNumber(headers, 'remaining');
  const limit = readNumber(headers, 'limit') ?? 0;
  return remaining !== undefined && remaining <= limit * LEFT_TO_OTHERS;
}

/** `Retry-After` in seconds or as a date, else the end of the current limit in seconds since the epoch. */
function resumesAt(headers: Headers, now: Millis): Millis {
  const after = headers.get('retry-after');
  const reset = readNumber(headers, 'reset');
  let at = now + DEFAULT_PAUSE_MS;
  if (after !== null && /^\d+$/.test(after)) at = now + Number(after) * 1000;
  else if (after !== null && Date.parse(after) > 0) at = Date.parse(after);
  else if (reset !== undefined) at = reset * 1000;
  return Math.min(Math.max(at, now + 1000), now + LONGEST_PAUSE_MS);
}

/** GitHub says `x-ratelimit-remaining`, GitLab `ratelimit-remaining`. */
function readNumber(headers: Headers, name: string): number | undefined {
  const text =
    headers.get(`x-ratelimit-${name}`) ?? headers.get(`ratelimit-${name}`);
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** The address without its query, which may be long or secret. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) throw new InputError('Not a URL to be asked');
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

import {
  AuthenticationError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  SourceUnavailableError,
  type Millis,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** One call of GitHub's API. */
export interface GithubCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** POSTed; without it, a GET. */
  readonly json?: unknown;
  readonly signal: AbortSignal;
  readonly now: Millis;
}

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;
/** Where a limit is told without an end. */
const DEFAULT_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * What GitHub answers, at most 1 MiB of JSON; undefined for 204. No redirect is followed: it could carry the credentials
 * elsewhere. Throws {@link SourceUnavailableError} when it may answer later, NotAllowedError for 403, NotFoundError for
 * 404, AuthenticationError for 401 and InputError for everything else. No message holds a body.
 */
export async function callGithub(call: GithubCall): Promise<unknown> {
  const place = new URL(call.url).pathname;
  const response = await send(call, place);
  const { status } = response;
  if (status === 200) return readJson(response, place);
  await response.body?.cancel();
  if (status === 204) return undefined;
  if (isLimited(response)) {
    throw new SourceUnavailableError(`GitHub limits requests to ${place}`, {
      trouble: '429',
      retryAfterMs: pauseOf(response.headers, call.now),
    });
  }
  if (status >= 500) {
    throw new SourceUnavailableError(`GitHub answered ${status} to ${place}`, {
      trouble: '5xx',
    });
  }
  throw refused(status, place);
}

function refused(status: number, place: string): Error {
  const message = `GitHub answered ${status} to ${place}`;
  if (status === 401) return new AuthenticationError(message);
  if (status === 403) {
    return new NotAllowedError(
      `${message}: the GitHub App needs "Deployments: read and write" and "Actions: read", and has to be a rule of the environment`,
    );
  }
  return status === 404 ? new NotFoundError(message) : new InputError(message);
}

async function send(
  { url, headers, json, signal }: GithubCall,
  place: string,
): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(url, {
      method: json === undefined ? 'GET' : 'POST',
      headers: {
        Accept: 'application/vnd.github+json',
        'X-GitHub-Api-Version': '2022-11-28',
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: json === undefined ? undefined : JSON.stringify(json),
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
    });
  } catch (error) {
    throw new ServiceUnavailableError(
      `GitHub did not answer to ${place}`,
      error,
    );
  }
}

async function readJson(response: Response, place: string): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new ServiceUnavailableError(
      `GitHub broke off its answer to ${place}`,
      error,
    );
  }
  if (bytes > MAX_BYTES) {
    throw new InputError(`GitHub answered more than 1 MiB to ${place}`);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    // The parser's own message quotes the body.
    throw new InputError(`GitHub answered no JSON to ${place}`);
  }
}

/** A secondary limit is a 403 with `Retry-After`, a primary one a 403 with nothing remaining. */
function isLimited({ status, headers }: Response): boolean {
  if (status === 429) return true;
  const spent = headers.get('x-ratelimit-remaining') === '0';
  return status === 403 && (headers.has('retry-after') || spent);
}

function pauseOf(headers: Headers, now: Millis): number {
  const after = headers.get('retry-after') ?? '';
  const reset = headers.get('x-ratelimit-reset') ?? '';
  let pause = DEFAULT_PAUSE_MS;
  if (/^\d{1,9}$/.test(after)) pause = Number(after) * 1000;
  else if (/^\d{1,12}$/.test(reset)) pause = Number(reset) * 1000 - now;
  return Math.min(Math.max(pause, 1000), LONGEST_PAUSE_MS);
}

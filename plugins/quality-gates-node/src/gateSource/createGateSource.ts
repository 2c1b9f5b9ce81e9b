import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError, NotAllowedError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { Agent, request, type Dispatcher } from 'undici';
import type { GateSource } from '../GateKind';
import { createRedactor } from './createRedactor';
import { limitTime } from './limitTime';
import { isPrivateHost, lookupPublic, PRIVATE_ADDRESS } from './publicAddress';
import { MAX_BODY_BYTES, readJson } from './readJson';
import { readRetryAfter } from './retryAfter';
import { SourceUnavailableError } from './SourceUnavailableError';
import { sourceUrl } from './sourceUrl';

const DEFAULT_TIMEOUT_MS = 10_000;
/** Questions to one source at a time: a policy of many gates must not overrun it. */
const CONNECTIONS = 8;

type FetchOptions = Parameters<GateSource['fetchJson']>[1];

/**
 * A source as gates ask it, of a section of `qualityGates.sources`: `url`, `headers`, `timeout`, `allowPrivateAddress`.
 *
 * What keeps it from being turned against the network it stands in: URL, headers and tokens come from app-config alone;
 * a path stays below the URL; redirects are not followed; a source at an address that is not public is asked only
 * with `allowPrivateAddress: true`, and the address that was looked at is the one connected to; bodies and times are
 * bounded; an answer that repeats a secret of the headers is read without it. Messages name the source, the path and the status, never a header, a query or a body.
 *
 * `fetchJson` throws NotAllowedError for 401 and 403; {@link SourceUnavailableError} for 408, 429, 5xx, a connection
 * that fails and the source's own timeout; the reason of the caller's signal when that came first; InputError for every
 * other answer that is none. Throws InputError itself when the section cannot be used.
 */
export function createGateSource(id: string, config: Config): GateSource {
  const settings = readSettings(id, config);
  const redact = createRedactor(settings.headers);
  const agent = new Agent({
    connections: CONNECTIONS,
    maxResponseSize: MAX_BODY_BYTES,
    ...(settings.allowPrivateAddress
      ? {}
      : { connect: { lookup: lookupPublic } }),
  });
  return {
    id,
    type: config.getString('type'),
    config,
    async fetchJson(path, options) {
      const { base, where } = settings;
      if (!base) {
        throw new InputError(`${where}.url is needed to ask this source`);
      }
      if (!settings.allowPrivateAddress && isPrivateHost(base.hostname)) {
        throw refusedAddress(where);
      }
      const url = sourceUrl(base, path);
      const asked = `Source "${id}", ${url.pathname},`;
      const limit = limitTime(options.signal, settings.timeoutMs);
      try {
        const answer = await request(url, {
          ...bodyOf(options, settings.headers),
          dispatcher: agent,
          signal: limit.signal,
        });
        return await readAnswer(answer, {
          accept: options.accept ?? [],
          asked,
          redact,
        });
      } catch (error) {
        options.signal.throwIfAborted();
        if (limit.isLate()) {
          const message = `${asked} did not answer within ${settings.timeoutMs} ms`;
          throw new SourceUnavailableError(message, { trouble: 'timeout' });
        }
        throw describeFailure(error, asked, where);
      } finally {
        limit.end();
      }
    },
    link: path =>
      settings.base && sourceUrl(settings.linkBase ?? settings.base, path).href,
  };
}

function readSettings(id: string, config: Config) {
  const where = `qualityGates.sources.${id}`;
  const readUrl = (key: string) => {
    const text = config.getOptionalString(key);
    if (text === undefined) return undefined;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
      throw new InputError(
        `Wrong configuration: ${where}.${key} must be an http or https URL without a query`,
      );
    }
    return url;
  };
  const headers: Record<string, string> = {};
  for (const name of config.getOptionalConfig('headers')?.keys() ?? []) {
    headers[name.toLowerCase()] = config.getString(`headers.${name}`);
  }
  const base = readUrl('url');
  if (base && (base.username || base.password)) {
    const pair = [base.username, base.password].map(decodeURIComponent);
    const basic = Buffer.from(pair.join(':')).toString('base64');
    headers.authorization ??= `Basic ${basic}`;
    base.username = '';
    base.password = '';
  }
  return {
    where,
    base,
    headers,
    linkBase: readUrl('linkUrl'),
    allowPrivateAddress:
      config.getOptionalBoolean('allowPrivateAddress') ?? false,
    timeoutMs: config.has('timeout')
      ? durationToMilliseconds(
          readDurationFromConfig(config, { key: 'timeout' }),
        )
      : DEFAULT_TIMEOUT_MS,
  };
}

function bodyOf(options: FetchOptions, own: Readonly<Record<string, string>>) {
  const { method, form, json } = options;
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'backstage-quality-gates',
    ...own,
  };
  if (form) {
    headers['content-type'] = 'application/x-www-form-urlencoded';
    const body = new URLSearchParams(form).toString();
    return { method: method ?? 'POST', headers, body };
  }
  if (json !== undefined) {
    headers['content-type'] = 'application/json';
    return { method: method ?? 'POST', headers, body: JSON.stringify(json) };
  }
  return { method: method ?? 'GET', headers };
}

async function readAnswer(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  {
    accept,
    asked,
    redact,
  }: {
    readonly accept: readonly number[];
    readonly asked: string;
    readonly redact: (text: string) => string;
  },
) {
  const isAnswer = statusCode >= 200 && statusCode <= 299;
  try {
    if (!isAnswer && !accept.includes(statusCode)) {
      throw refusedStatus(statusCode, headers['retry-after'], asked);
    }
    const json = await readJson({ headers, body }, asked, redact);
    return { status: statusCode, body: json };
  } finally {
    // Whatever is left of the body is not wanted, and that it breaks off is no news.
    body.on('error', () => {}).destroy();
  }
}

function refusedStatus(
  status: number,
  retryAfter: string | string[] | undefined,
  asked: string,
): Error {
  const message = `${asked} answered ${status}`;
  if (status === 401 || status === 403) return new NotAllowedError(message);
  if (status >= 500 || status === 429 || status === 408) {
    const header = Array.isArray(retryAfter) ? retryAfter[0] : retryAfter;
    const retryAfterMs = readRetryAfter(header, Date.now());
    const again = new Map([
      [429, '429'],
      [408, 'timeout'],
    ] as const);
    const trouble = again.get(status as 429 | 408) ?? '5xx';
    return new SourceUnavailableError(message, { trouble, retryAfterMs });
  }
  if (status >= 300 && status <= 399) {
    return new InputError(`${message}: redirects are not followed`);
  }
  return new InputError(message);
}

function refusedAddress(where: string): Error {
  return new NotAllowedError(
    `${where}.url leads to an address that is not public; set ${where}.allowPrivateAddress: true when that is meant`,
  );
}

function describeFailure(error: unknown, asked: string, where: string): Error {
  if (error instanceof InputError || error instanceof NotAllowedError) {
    return error;
  }
  if (error instanceof SourceUnavailableError) return error;
  const code = (error as { code?: unknown }).code;
  if (code === PRIVATE_ADDRESS) return refusedAddress(where);
  // The client's own messages may quote headers: only its code is told.
  const told = typeof code === 'string' ? ` (${code})` : '';
  return new SourceUnavailableError(`${asked} could not be reached${told}`, {
    trouble: 'network',
  });
}

import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  NotAllowedError,
  isError,
} from '@backstage/errors';
import type { Request } from 'express';
import type { IngestToken } from '../config';
import { matchesEntityPatterns } from './entityPatterns';
import type { RateLimit } from './rateLimit';
import { TooManyRequestsError } from './refusals';

/** Who sent a request, proved by a token. */
export interface Sender {
  /** Name of the token, or `service:{subject}`; shown wherever its facts are shown. */
  readonly name: string;
  /** Whether the token may speak for an entity it names. */
  mayReportFor(entityRef: string): boolean;
}

/** Proves the sender for one door; throws AuthenticationError, NotAllowedError or TooManyRequestsError. */
export type ProveSender = (req: Request, door: string) => Promise<Sender>;

/** What {@link createProveSender} compares with. */
export interface ProveSenderOptions {
  readonly tokens: readonly IngestToken[];
  readonly httpAuth: HttpAuthService;
  /** By sender name. */
  readonly requests: RateLimit;
  /** By remote address: how many wrong proofs are looked at. */
  readonly failures: RateLimit;
}

/**
 * Makes the proof of every door that takes tokens: a token of `qualityGates.ingest.tokens` first, else a Backstage
 * service principal. Never a user: a person's token in a pipeline would report as nobody in particular. A known token
 * is never held up by strangers behind the same address; only wrong ones count as failures.
 */
export function createProveSender(options: ProveSenderOptions): ProveSender {
  const { tokens, httpAuth, requests, failures } = options;
  return async (req, door) => {
    const token = findIngestToken(req, tokens);
    const sender = token
      ? readToken(token, door)
      : await proveService(req, { tokens, httpAuth, failures });
    const wait = requests.take(sender.name);
    if (wait > 0) {
      throw new TooManyRequestsError(
        `Too many requests by "${sender.name}" (qualityGates.ingest.requestsPerSecond)`,
        wait,
      );
    }
    return sender;
  };
}

/**
 * The configured token a request carries; undefined for none and for a wrong one. Compares digests with every token in
 * constant time, so that neither length nor a common prefix shows in how long it takes.
 */
export function findIngestToken(
  req: Request,
  tokens: readonly IngestToken[],
): IngestToken | undefined {
  const sent = bearerOf(req);
  if (!sent) return undefined;
  const digest = sha256(sent);
  let found: IngestToken | undefined;
  for (const token of tokens) {
    if (timingSafeEqual(sha256(token.token), digest)) found ??= token;
  }
  return found;
}

function readToken(token: IngestToken, door: string): Sender {
  const { name, allow, sources, entities } = token;
  if (!allow.includes('ingest')) {
    throw new NotAllowedError(
      `Token "${name}" may not report (its "allow" lacks ingest)`,
    );
  }
  if (!sources.includes('*') && !sources.includes(door)) {
    throw new NotAllowedError(
      `Token "${name}" may not use this door (its "sources" lacks ${door})`,
    );
  }
  return { name, mayReportFor: ref => matchesEntityPatterns(entities, ref) };
}

async function proveService(
  req: Request,
  options: Pick<ProveSenderOptions, 'tokens' | 'httpAuth' | 'failures'>,
): Promise<Sender> {
  const address = req.socket.remoteAddress ?? 'unknown';
  const wait = options.failures.peek(address);
  if (wait > 0) {
    throw new TooManyRequestsError('Too many requests without proof', wait);
  }
  try {
    const { principal } = await options.httpAuth.credentials(req, {
      allow: ['service'],
    });
    const { permissionNames, permissionAttributes } =
      principal.accessRestrictions ?? {};
    if (permissionNames || permissionAttributes) {
      throw new NotAllowedError(
        'This service token is restricted to permissions, and reporting is none of them; use a token of qualityGates.ingest.tokens',
      );
    }
    return { name: `service:${principal.subject}`, mayReportFor: () => true };
  } catch (error) {
    if (!isError(error)) throw error;
    const wrong = ['AuthenticationError', 'NotAllowedError'];
    if (wrong.includes(error.name)) options.failures.take(address);
    if (error.name !== 'AuthenticationError') throw error;
    throw new AuthenticationError(
      explainMissingProof(req, options.tokens),
      error,
    );
  }
}

function explainMissingProof(
  req: Request,
  tokens: readonly IngestToken[],
): string {
  if (tokens.length === 0) {
    return 'This door is closed: no token is configured, set qualityGates.ingest.tokens';
  }
  return bearerOf(req)
    ? 'The token is neither one of qualityGates.ingest.tokens nor one of a Backstage service'
    : 'Send "Authorization: Bearer …" with a token of qualityGates.ingest.tokens';
}

function bearerOf(req: Request): string | undefined {
  return /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

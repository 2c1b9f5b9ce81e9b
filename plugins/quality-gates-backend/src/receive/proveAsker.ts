import { isError, NotAllowedError } from '@backstage/errors';
import type { Request } from 'express';
import type { QualityGatesConfig } from '../config';
import { matchesEntityPatterns } from './entityPatterns';
import { findIngestToken } from './proveSender';
import { createRateLimit } from './rateLimit';
import { TooManyRequestsError } from './refusals';

/** A token of `qualityGates.ingest.tokens` that may ask whether something can be deployed. */
export interface AskingToken {
  readonly name: string;
  /** Whether it may ask about an entity. */
  mayAskFor(entityRef: string): boolean;
}

/** Proves who asks: the token a request carries, else whoever `otherwise` says it is. */
export type ProveAsker = <T>(
  req: Request,
  otherwise: () => Promise<T>,
) => Promise<AskingToken | T>;

/** Wrong proofs of one address, as at the other doors. */
const FAILURES = { perSecond: 20, burst: 200 };

/**
 * Makes the proof of the routes that pipelines ask. A known token must `allow` evaluate, and is never held up by
 * strangers behind its address; wrong proofs are counted by address. Throws NotAllowedError, TooManyRequestsError, and
 * what `otherwise` throws.
 */
export function createProveAsker(
  { tokens, requestsPerSecond }: QualityGatesConfig['ingest'],
  now: () => number,
): ProveAsker {
  const requests = createRateLimit({
    perSecond: requestsPerSecond,
    burst: 2 * requestsPerSecond,
    now,
  });
  const failures = createRateLimit({ ...FAILURES, now });
  return async (req, otherwise) => {
    const token = findIngestToken(req, tokens);
    if (token) {
      const { name, allow, entities } = token;
      if (!allow.includes('evaluate')) {
        throw new NotAllowedError(
          `Token "${name}" may not ask (its "allow" lacks evaluate)`,
        );
      }
      refuseWhen(requests.take(name), `Too many requests by "${name}"`);
      return { name, mayAskFor: ref => matchesEntityPatterns(entities, ref) };
    }
    const address = req.socket.remoteAddress ?? 'unknown';
    refuseWhen(failures.peek(address), 'Too many requests without proof');
    try {
      return await otherwise();
    } catch (error) {
      if (isError(error) && error.name === 'AuthenticationError') {
        failures.take(address);
      }
      throw error;
    }
  };
}

function refuseWhen(waitSeconds: number, message: string) {
  if (waitSeconds > 0) throw new TooManyRequestsError(message, waitSeconds);
}

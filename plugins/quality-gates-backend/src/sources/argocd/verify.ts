import { createHash, timingSafeEqual } from 'node:crypto';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ReceivedRequest } from '@quality-gates/backstage-plugin-quality-gates-node';

/** The header that the service in notifications.yaml sends. */
export const TOKEN_HEADER = 'x-quality-gates-token';

/**
 * Whether `X-Quality-Gates-Token` is one of the instance's `webhook.secrets`; several are taken at once, so that a
 * secret can be rotated. Throws InputError when the instance has no secret.
 *
 * Argo CD signs nothing: a header with a fixed value is all its webhook service can send, so the body is as safe as
 * the connection. Digests are compared, which have one length, so that the time tells nothing of the secret's.
 * Source: https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/services/webhook/
 */
export async function verifyArgocd(
  request: ReceivedRequest,
  config: Config,
): Promise<boolean> {
  const secrets = (
    config.getOptionalStringArray('webhook.secrets') ?? []
  ).filter(Boolean);
  if (secrets.length === 0) {
    throw new InputError(
      'No secret to compare tokens with: set webhook.secrets of this instance in qualityGates.sources',
    );
  }
  const given = digest(request.headers[TOKEN_HEADER] ?? '');
  return secrets.some(secret => timingSafeEqual(digest(secret), given));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

import { createHash, timingSafeEqual } from 'node:crypto';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ReceivedRequest } from '@quality-gates/backstage-plugin-quality-gates-node';

/**
 * Whether `X-Gitlab-Token` is one of the instance's `webhook.secrets`; several are taken at once, so that a secret can
 * be rotated. Throws InputError when the instance has no secret.
 *
 * The token is the secret itself and proves the sender only: nothing in it depends on the body. Digests are compared,
 * not the texts, so that the time taken tells not even the length of the secret.
 * Source: https://docs.gitlab.com/user/project/integrations/webhooks/
 */
export async function verifyGitlab(
  request: ReceivedRequest,
  config: Config,
): Promise<boolean> {
  const secrets = (
    config.getOptionalStringArray('webhook.secrets') ?? []
  ).filter(Boolean);
  if (secrets.length === 0) {
    throw new InputError(
      'No secret to check tokens with: set webhook.secrets of this instance in qualityGates.sources',
    );
  }
  const sent = digestOf(request.headers['x-gitlab-token'] ?? '');
  return secrets.some(secret => timingSafeEqual(digestOf(secret), sent));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

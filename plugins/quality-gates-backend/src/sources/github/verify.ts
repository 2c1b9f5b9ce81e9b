import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ReceivedRequest } from '@quality-gates/backstage-plugin-quality-gates-node';

/**
 * Whether `X-Hub-Signature-256` is the HMAC-SHA256 of the raw bytes with one of the instance's `webhook.secrets`;
 * several are taken at once, so that a secret can be rotated. Throws InputError when the instance has no secret.
 *
 * The bytes are signed, not their text: decoding replaces what is no UTF-8, and two bodies could then share one
 * signature. That, and being an ES module that Jest does not resolve from a CommonJS plugin, is why
 * `@octokit/webhooks-methods` (text only) is not used here.
 * Source: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export async function verifyGithub(
  request: ReceivedRequest,
  config: Config,
): Promise<boolean> {
  const secrets = (
    config.getOptionalStringArray('webhook.secrets') ?? []
  ).filter(Boolean);
  if (secrets.length === 0) {
    throw new InputError(
      'No secret to check signatures with: set webhook.secrets of this instance in qualityGates.sources',
    );
  }
  const signature = Buffer.from(request.headers['x-hub-signature-256'] ?? '');
  return secrets.some(secret => {
    const digest = createHmac('sha256', secret)
      .update(request.body)
      .digest('hex');
    const expected = Buffer.from(`sha256=${digest}`);
    return (
      expected.length === signature.length &&
      timingSafeEqual(expected, signature)
    );
  });
}

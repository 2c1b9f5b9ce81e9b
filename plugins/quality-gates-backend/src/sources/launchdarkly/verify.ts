import type { Config } from '@backstage/config';
import {
  isHmacOfSecrets,
  readWebhookSecrets,
  type ReceivedRequest,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/**
 * Whether `X-LD-Signature` is the hex HMAC-SHA256 of the raw bytes with one of the instance's `webhook.secrets`;
 * several are taken at once, so that a secret can be rotated. Throws InputError when the instance has no secret.
 *
 * Source: https://launchdarkly.com/docs/api/webhooks ("Signing the webhook")
 */
export async function verifyLaunchdarkly(
  request: ReceivedRequest,
  config: Config,
): Promise<boolean> {
  const secrets = readWebhookSecrets(config);
  const signature = request.headers['x-ld-signature'] ?? '';
  return isHmacOfSecrets(signature, request.body, secrets);
}

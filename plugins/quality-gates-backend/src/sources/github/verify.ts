import type { Config } from '@backstage/config';
import {
  isHmacOfSecrets,
  readWebhookSecrets,
  type ReceivedRequest,
} from '@quality-gates/backstage-plugin-quality-gates-node';

const SCHEME = 'sha256=';

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
  const secrets = readWebhookSecrets(config);
  const header = request.headers['x-hub-signature-256'] ?? '';
  if (!header.startsWith(SCHEME)) return false;
  return isHmacOfSecrets(header.slice(SCHEME.length), request.body, secrets);
}

import type { Config } from '@backstage/config';
import {
  isHmacOfSecrets,
  readWebhookSecrets,
  type ReceivedRequest,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/**
 * Whether `Sentry-Hook-Signature` is the hex HMAC-SHA256 of the raw bytes with one of the instance's
 * `webhook.secrets`, which are client secrets of integrations; several are taken at once, so that a secret can be
 * rotated. Throws InputError when the instance has no secret.
 *
 * Source: https://docs.sentry.io/integrations/integration-platform/webhooks/
 */
export async function verifySentry(
  request: ReceivedRequest,
  config: Config,
): Promise<boolean> {
  const secrets = readWebhookSecrets(config);
  const signature = request.headers['sentry-hook-signature'] ?? '';
  return isHmacOfSecrets(signature, request.body, secrets);
}

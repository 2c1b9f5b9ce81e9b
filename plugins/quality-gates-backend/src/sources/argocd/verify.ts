import type { Config } from '@backstage/config';
import {
  isOneOfSecrets,
  readWebhookSecrets,
  type ReceivedRequest,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** The header that the service in notifications.yaml sends. */
export const TOKEN_HEADER = 'x-quality-gates-token';

/**
 * Whether `X-Quality-Gates-Token` is one of the instance's `webhook.secrets`; several are taken at once, so that a
 * secret can be rotated. Throws InputError when the instance has no secret.
 *
 * Argo CD signs nothing: a header with a fixed value is all its webhook service can send, so the body is as safe as
 * the connection.
 * Source: https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/services/webhook/
 */
export async function verifyArgocd(
  request: ReceivedRequest,
  config: Config,
): Promise<boolean> {
  const secrets = readWebhookSecrets(config);
  return isOneOfSecrets(request.headers[TOKEN_HEADER] ?? '', secrets);
}

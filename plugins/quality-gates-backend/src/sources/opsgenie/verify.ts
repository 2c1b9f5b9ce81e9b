import type { Config } from '@backstage/config';
import {
  isBearerOfSecrets,
  readWebhookSecrets,
  type ReceivedRequest,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/**
 * Whether `Authorization` is `Bearer` and one of the instance's `webhook.secrets`; several are taken at once, so that
 * a secret can be rotated. Throws InputError when the instance has no secret.
 *
 * Opsgenie signs nothing: a custom header is all its webhook integration can add, so the body is as safe as the
 * connection. A secret in the URL is not taken, because addresses end up in logs.
 * Source: https://support.atlassian.com/opsgenie/docs/integrate-opsgenie-with-webhook/
 */
export async function verifyOpsgenie(
  request: ReceivedRequest,
  config: Config,
): Promise<boolean> {
  return isBearerOfSecrets(request, readWebhookSecrets(config));
}

import type { Config } from '@backstage/config';
import {
  isOneOfSecrets,
  readWebhookSecrets,
  type ReceivedRequest,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/**
 * Whether `X-Gitlab-Token` is one of the instance's `webhook.secrets`; several are taken at once, so that a secret can
 * be rotated. Throws InputError when the instance has no secret.
 *
 * Source: https://docs.gitlab.com/user/project/integrations/webhooks/
 */
export async function verifyGitlab(
  request: ReceivedRequest,
  config: Config,
): Promise<boolean> {
  const secrets = readWebhookSecrets(config);
  return isOneOfSecrets(request.headers['x-gitlab-token'] ?? '', secrets);
}

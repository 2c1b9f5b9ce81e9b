import type { Config } from '@backstage/config';
import {
  isOneOfSecrets,
  readWebhookSecrets,
  type ReceivedRequest,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/**
 * Whether `Authorization` is `Bearer` and one of the instance's `webhook.secrets`; several are taken at once, so that
 * a secret can be rotated. Throws InputError when the instance has no secret.
 *
 * Alertmanager signs nothing, and this header is what it and Grafana can both send, so the body is as
 * safe as the connection.
 * Source: https://prometheus.io/docs/alerting/latest/configuration/#http_config
 */
export async function verifyAlertmanager(
  request: ReceivedRequest,
  config: Config,
): Promise<boolean> {
  const secrets = readWebhookSecrets(config);
  const [, token = ''] =
    /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return isOneOfSecrets(token, secrets);
}

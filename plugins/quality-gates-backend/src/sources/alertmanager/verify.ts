import { createHash, timingSafeEqual } from 'node:crypto';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ReceivedRequest } from '@quality-gates/backstage-plugin-quality-gates-node';

/**
 * Whether `Authorization` is `Bearer` and one of the instance's `webhook.secrets`; several are taken at once, so that
 * a secret can be rotated. Throws InputError when the instance has no secret.
 *
 * Alertmanager signs nothing, and this header is what it and Grafana can both send, so the body is as
 * safe as the connection. Digests are compared, which have one length, so that the time tells nothing of the secret's.
 * Source: https://prometheus.io/docs/alerting/latest/configuration/#http_config
 */
export async function verifyAlertmanager(
  request: ReceivedRequest,
  config: Config,
): Promise<boolean> {
  const secrets = (
    config.getOptionalStringArray('webhook.secrets') ?? []
  ).filter(Boolean);
  if (secrets.length === 0) {
    throw new InputError(
      'No secret to compare credentials with: set webhook.secrets of this instance in qualityGates.sources',
    );
  }
  const [, token = ''] =
    /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const given = digest(token);
  return secrets.some(secret => timingSafeEqual(digest(secret), given));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

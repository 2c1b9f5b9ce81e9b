import { createHash, timingSafeEqual } from 'node:crypto';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ReceivedRequest } from './Source';

/**
 * The instance's `webhook.secrets`; several are taken at once, so that a secret can be rotated. Throws InputError
 * naming the key when there is none: a door without a secret is closed.
 *
 * @param config - the instance's own section of `qualityGates.sources`
 */
export function readWebhookSecrets(config: Config): string[] {
  const secrets = config.getOptionalStringArray('webhook.secrets') ?? [];
  if (secrets.length === 0) {
    throw new InputError(
      'No secret to prove deliveries with: set webhook.secrets of this instance in qualityGates.sources',
    );
  }
  return secrets;
}

/**
 * Whether the text is one of the secrets, for systems that can only send the secret itself. Digests are compared, not
 * the texts, so that the time taken tells not even the length of a secret.
 */
export function isOneOfSecrets(
  text: string,
  secrets: readonly string[],
): boolean {
  const given = digestOf(text);
  return secrets.some(secret => timingSafeEqual(digestOf(secret), given));
}

/**
 * Whether `Authorization` is `Bearer` and one of the instance's `webhook.secrets`, for systems that sign nothing: then
 * the body is as safe as the connection. Throws InputError when the instance has no secret.
 */
export async function hasBearerSecret(
  request: ReceivedRequest,
  config: Config,
): Promise<boolean> {
  const secrets = readWebhookSecrets(config);
  const [, token = ''] =
    /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return isOneOfSecrets(token, secrets);
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

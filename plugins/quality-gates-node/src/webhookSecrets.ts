import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
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
 * Whether `Authorization` is `Bearer` (in any case) and one of the secrets. Proves who sends, and nothing of the body.
 */
export function isBearerOfSecrets(
  request: ReceivedRequest,
  secrets: readonly string[],
): boolean {
  const [, token = ''] =
    /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return isOneOfSecrets(token, secrets);
}

/**
 * Whether the signature is the lower-case hex HMAC-SHA256 of these very bytes with one of the secrets, compared in
 * constant time. Bytes, not text: decoding replaces what is no UTF-8, and two bodies could then share one signature.
 */
export function isHmacOfSecrets(
  signature: string,
  bytes: Uint8Array | string,
  secrets: readonly string[],
): boolean {
  const given = Buffer.from(signature);
  return secrets.some(secret => {
    const digest = createHmac('sha256', secret).update(bytes).digest('hex');
    const expected = Buffer.from(digest);
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

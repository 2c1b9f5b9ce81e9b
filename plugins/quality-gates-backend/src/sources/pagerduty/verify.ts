import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '@backstage/config';
import {
  readWebhookSecrets,
  type ReceivedRequest,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** PagerDuty lists one signature per secret of the subscription; more than a few is no rotation. */
const MOST_SIGNATURES = 16;

/**
 * Whether one of the signatures in `X-PagerDuty-Signature` (`v1=<hex>`, separated by commas) is the HMAC-SHA256 of the
 * raw bytes with one of the instance's `webhook.secrets`. Both lists may hold several, so that a secret can be rotated
 * on either side. Throws InputError when the instance has no secret.
 *
 * Source: https://developer.pagerduty.com/docs/verifying-webhook-signatures
 */
export async function verifyPagerduty(
  request: ReceivedRequest,
  config: Config,
): Promise<boolean> {
  const secrets = readWebhookSecrets(config);
  const signatures = (request.headers['x-pagerduty-signature'] ?? '')
    .split(',', MOST_SIGNATURES)
    .map(text => Buffer.from(text.trim()));
  return secrets.some(secret => {
    const digest = createHmac('sha256', secret)
      .update(request.body)
      .digest('hex');
    const expected = Buffer.from(`v1=${digest}`);
    return signatures.some(
      signature =>
        signature.length === expected.length &&
        timingSafeEqual(signature, expected),
    );
  });
}

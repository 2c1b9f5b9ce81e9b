import type { WebhookIngress } from './Source';
import { hasAuthorizationSecret } from './webhookSecrets';

/**
 * A door for a system that signs nothing and sends one kind of body: no header is read, and a delivery is known by its
 * content. The proof is a secret in `Authorization`; `verify` is for systems that send theirs in another header.
 */
export function createUnsignedWebhook(
  kind: string,
  verify: WebhookIngress['verify'] = hasAuthorizationSecret,
): WebhookIngress {
  return {
    type: 'webhook',
    headers: [],
    verify,
    kind: () => kind,
    externalId: () => undefined,
  };
}

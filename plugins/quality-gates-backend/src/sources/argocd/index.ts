import { InputError } from '@backstage/errors';
import type {
  Delivery,
  Fact,
  Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { deploymentFacts } from './deployment';
import { notificationPayload } from './payloads';
import { verifyArgocd } from './verify';

/** The one body that notifications.yaml sends, whichever trigger sends it. */
const KIND = 'application';

/** Argo CD, by the webhook service of its notifications. Set-up: README.md. */
export const argocd: Source = {
  id: 'argocd',
  ingress: [
    {
      type: 'webhook',
      headers: [],
      verify: verifyArgocd,
      kind: () => KIND,
      externalId: () => undefined,
    },
  ],
  normalise({ kind, body, source }: Delivery): Fact[] {
    if (kind !== KIND) return [];
    const parsed = notificationPayload.safeParse(parseBody(body));
    if (parsed.success) return deploymentFacts(parsed.data, source);
    const [issue] = parsed.error.issues;
    throw new InputError(
      `Argo CD ${kind}: ${issue.path.join('.') || 'body'}: ${issue.message}`,
    );
  },
};

function parseBody(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    // Without the cause: its message quotes the body.
    throw new InputError(
      'The body is no JSON: use the template of notifications.yaml, in which toJson writes every value',
    );
  }
}

import type { Source } from '@quality-gates/backstage-plugin-quality-gates-node';

/** What the webhook of a source reads off a body without headers: its kind, and its id. */
export function saidBy(
  { ingress: [webhook] }: Source,
  text: string,
): readonly [kind?: string, externalId?: string] {
  if (webhook.type !== 'webhook') throw new TypeError('It has no webhook');
  const request = { headers: {}, body: new TextEncoder().encode(text) };
  return [webhook.kind(request), webhook.externalId(request)];
}

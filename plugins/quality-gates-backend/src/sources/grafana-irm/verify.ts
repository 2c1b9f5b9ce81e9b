import { createHash } from 'node:crypto';
import type { Config } from '@backstage/config';
import {
  isBearerOfSecrets,
  isHmacOfSecrets,
  readWebhookSecrets,
  type ReceivedRequest,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** How far the time of a signature may be from that of its arrival, either way. */
const WINDOW_MS = 5 * 60_000;

/**
 * Whether Grafana sent this: incidents are signed (`GI-Signature: t={seconds},v1={hex}`), alert groups of OnCall carry
 * one of the secrets as `Authorization: Bearer`. A signature older or newer than five minutes is refused, so that
 * nobody can send an old delivery again. Throws InputError when the instance has no secret.
 *
 * What is signed is the text `{base64 of the body's SHA-256}:{t}:v1`.
 * Source: https://github.com/grafana/incident-go, webhook.go
 */
export async function verifyGrafanaIrm(
  request: ReceivedRequest,
  config: Config,
): Promise<boolean> {
  const secrets = readWebhookSecrets(config);
  const signature = request.headers['gi-signature'];
  return signature === undefined
    ? isBearerOfSecrets(request, secrets)
    : isSigned(request, signature, secrets);
}

function isSigned(
  { body, receivedAt }: ReceivedRequest,
  signature: string,
  secrets: readonly string[],
): boolean {
  const [, seconds, v1] = /^t=(\d{1,12}),v1=(\w+)$/.exec(signature) ?? [];
  if (seconds === undefined || receivedAt === undefined) return false;
  if (Math.abs(receivedAt - Number(seconds) * 1000) > WINDOW_MS) return false;
  const digest = createHash('sha256').update(body).digest('base64');
  return isHmacOfSecrets(v1, `${digest}:${seconds}:v1`, secrets);
}

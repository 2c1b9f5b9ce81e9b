import { createHmac } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import { verifyLaunchdarkly } from './verify';

const body = new TextEncoder().encode('{"kind":"flag"}');
const sign = (secret: string) =>
  createHmac('sha256', secret).update(body).digest('hex');
const verify = (signature: string, secrets: string[]) =>
  verifyLaunchdarkly(
    { body, headers: { 'x-ld-signature': signature } },
    new ConfigReader({ webhook: { secrets } }),
  );

describe('verifyLaunchdarkly', () => {
  it('accepts any of several secrets', async () => {
    await expect(verify(sign('b'), ['a', 'b'])).resolves.toBe(true);
    await expect(verify(sign('c'), ['a', 'b'])).resolves.toBe(false);
  });

  it('names the key when there is no secret', async () => {
    await expect(verify(sign('a'), [])).rejects.toThrow('webhook.secrets');
  });
});

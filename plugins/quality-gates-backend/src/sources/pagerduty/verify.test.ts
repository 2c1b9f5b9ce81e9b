import { createHmac } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import { verifyPagerduty } from './verify';

const body = new TextEncoder().encode('{"event":{}}');
const sign = (secret: string) =>
  `v1=${createHmac('sha256', secret).update(body).digest('hex')}`;
const verify = (header: string, secrets: string[]) =>
  verifyPagerduty(
    { body, headers: { 'x-pagerduty-signature': header } },
    new ConfigReader({ webhook: { secrets } }),
  );

describe('verifyPagerduty', () => {
  it('accepts when any signature was made with any secret', async () => {
    const both = `${sign('old')},${sign('new')}`;
    await expect(verify(both, ['old'])).resolves.toBe(true);
    await expect(verify(both, ['new'])).resolves.toBe(true);
    await expect(verify(both, ['x', 'new'])).resolves.toBe(true);
    await expect(
      verify(`${sign('old')}, ${sign('new')}`, ['new']),
    ).resolves.toBe(true);
  });

  it('refuses when no signature was made with a secret', async () => {
    const both = `${sign('old')},${sign('new')}`;
    await expect(verify(both, ['newer', 'newest'])).resolves.toBe(false);
    await expect(verify(',,', ['old'])).resolves.toBe(false);
  });

  it('refuses other versions of signatures', async () => {
    const v2 = sign('old').replace('v1=', 'v2=');
    await expect(verify(v2, ['old'])).resolves.toBe(false);
    await expect(verify(sign('old').slice(3), ['old'])).resolves.toBe(false);
  });

  it('names the key when there is no secret, and takes an empty one for none', async () => {
    await expect(verify(sign('old'), [])).rejects.toThrow('webhook.secrets');
  });
});

import { ConfigReader } from '@backstage/config';
import { verifyAlertmanager } from './verify';

const verify = (authorization: string, secrets: string[]) =>
  verifyAlertmanager(
    { body: new Uint8Array(), headers: { authorization } },
    new ConfigReader({ webhook: { secrets } }),
  );

describe('verifyAlertmanager', () => {
  it('accepts any of several secrets, with the scheme in any case', async () => {
    await expect(verify('Bearer b', ['a', 'b'])).resolves.toBe(true);
    await expect(verify('bearer a', ['a', 'b'])).resolves.toBe(true);
    await expect(verify('Bearer c', ['a', 'b'])).resolves.toBe(false);
  });

  it('refuses the secret without its scheme and with another', async () => {
    await expect(verify('a', ['a'])).resolves.toBe(false);
    await expect(verify('Basic a', ['a'])).resolves.toBe(false);
  });

  it('names the key when there is no secret', async () => {
    await expect(verify('Bearer ', [])).rejects.toThrow('webhook.secrets');
  });
});

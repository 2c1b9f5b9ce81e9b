import { ConfigReader } from '@backstage/config';
import { verifyArgocd } from './verify';

const verify = (token: string, secrets: string[]) =>
  verifyArgocd(
    { body: new Uint8Array(), headers: { 'x-quality-gates-token': token } },
    new ConfigReader({ webhook: { secrets } }),
  );

describe('verifyArgocd', () => {
  it('accepts any of several secrets, wherever it stands', async () => {
    await expect(verify('a', ['a', 'b'])).resolves.toBe(true);
    await expect(verify('b', ['a', 'b'])).resolves.toBe(true);
    await expect(verify('ab', ['a', 'b'])).resolves.toBe(false);
  });

  it('tells secrets apart by case and by each character', async () => {
    for (const guess of ['Secret', 'secres', 'ssecret', 'secret ']) {
      await expect(verify(guess, ['secret'])).resolves.toBe(false);
    }
  });

  it('names the key when there is no secret', async () => {
    await expect(verify('', [])).rejects.toThrow('webhook.secrets');
  });
});

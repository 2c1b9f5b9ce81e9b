import { ConfigReader } from '@backstage/config';
import { verifyGitlab } from './verify';

const verify = (token: string | undefined, secrets: string[]) =>
  verifyGitlab(
    {
      body: new Uint8Array(),
      headers: token === undefined ? {} : { 'x-gitlab-token': token },
    },
    new ConfigReader({ webhook: { secrets } }),
  );

describe('verifyGitlab', () => {
  it('accepts any of several secrets, wherever it stands', async () => {
    await expect(verify('old', ['old', 'new'])).resolves.toBe(true);
    await expect(verify('new', ['old', 'new'])).resolves.toBe(true);
  });

  it.each([undefined, '', 'ol', 'olds', 'OLD', 'old,new'])(
    'refuses the token %j',
    async token => {
      await expect(verify(token, ['old', 'new'])).resolves.toBe(false);
    },
  );

  it('names the key when there is no secret, and takes an empty one for none', async () => {
    await expect(verify('', [])).rejects.toThrow('webhook.secrets');
    await expect(
      verifyGitlab(
        { body: new Uint8Array(), headers: { 'x-gitlab-token': '' } },
        new ConfigReader({ webhook: {} }),
      ),
    ).rejects.toThrow('webhook.secrets');
  });
});

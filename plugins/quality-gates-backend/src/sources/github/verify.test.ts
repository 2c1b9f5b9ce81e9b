import { createHmac } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import { verifyGithub } from './verify';

// The example of GitHub's own documentation.
const secret = "It's a Secret to Everybody";
const signature =
  'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
const bytes = (text: string) => new TextEncoder().encode(text);
const verify = (
  body: Uint8Array,
  secrets: string[],
  header: string = signature,
) =>
  verifyGithub(
    { body, headers: { 'x-hub-signature-256': header } },
    new ConfigReader({ webhook: { secrets } }),
  );

describe('verifyGithub', () => {
  it('accepts the signature that GitHub documents', async () => {
    await expect(verify(bytes('Hello, World!'), [secret])).resolves.toBe(true);
  });

  it('accepts any of several secrets, wherever it stands', async () => {
    const body = bytes('Hello, World!');
    await expect(verify(body, ['new', secret])).resolves.toBe(true);
    await expect(verify(body, [secret, 'new'])).resolves.toBe(true);
    await expect(verify(body, ['new', 'newer'])).resolves.toBe(false);
  });

  it('refuses SHA-1 and other algorithms', async () => {
    const body = bytes('Hello, World!');
    const sha1 = signature.replace('sha256=', 'sha1=');
    await expect(verify(body, [secret], sha1)).resolves.toBe(false);
  });

  it('tells bytes apart that decode to the same text', async () => {
    const replaced = bytes('a\uFFFDb');
    const raw = Uint8Array.from([0x61, 0xff, 0x62]);
    const signed = `sha256=${createHmac('sha256', secret)
      .update(replaced)
      .digest('hex')}`;
    await expect(verify(replaced, [secret], signed)).resolves.toBe(true);
    await expect(verify(raw, [secret], signed)).resolves.toBe(false);
  });

  it('names the key when there is no secret, and takes an empty one for none', async () => {
    await expect(verify(bytes('x'), [])).rejects.toThrow('webhook.secrets');
    await expect(
      verifyGithub(
        { body: bytes('x'), headers: {} },
        new ConfigReader({ webhook: {} }),
      ),
    ).rejects.toThrow('webhook.secrets');
  });
});

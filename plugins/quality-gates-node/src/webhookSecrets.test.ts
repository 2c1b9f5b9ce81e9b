import { ConfigReader } from '@backstage/config';
import {
  hasAuthorizationSecret,
  isOneOfSecrets,
  readWebhookSecrets,
} from './webhookSecrets';

describe('readWebhookSecrets', () => {
  it('gives all secrets of the instance', () => {
    const config = new ConfigReader({ webhook: { secrets: ['old', 'new'] } });
    expect(readWebhookSecrets(config)).toEqual(['old', 'new']);
  });

  it.each([{}, { webhook: {} }, { webhook: { secrets: [] } }])(
    'refuses %j, naming the key to set',
    instance => {
      expect(() => readWebhookSecrets(new ConfigReader(instance))).toThrow(
        /set webhook\.secrets/,
      );
    },
  );
});

describe('isOneOfSecrets', () => {
  it.each([
    ['new', true],
    ['old', true],
    ['', false],
    ['ne', false],
    ['newer', false],
  ])('says of %p %p', (text, answer) => {
    expect(isOneOfSecrets(text, ['old', 'new'])).toBe(answer);
  });
});

describe('hasAuthorizationSecret', () => {
  const verify = (authorization: string, secrets: string[]) =>
    hasAuthorizationSecret(
      { body: new Uint8Array(), headers: { authorization } },
      new ConfigReader({ webhook: { secrets } }),
    );

  it.each([
    ['Bearer b', true],
    ['bearer a', true],
    ['Bearer c', false],
    ['a', false],
    ['Basic a', false],
    ['Bearer ', false],
    [`Basic ${btoa('any:b')}`, true],
    [`basic ${btoa(':a')}`, true],
    [`Basic ${btoa('a:c')}`, false],
    [`Basic ${btoa('a')}`, false],
    [`Basic ${btoa('a:')}`, false],
    [`Digest ${btoa('any:b')}`, false],
  ])('says of %p %p', async (authorization, answer) => {
    await expect(verify(authorization, ['a', 'b'])).resolves.toBe(answer);
  });

  it('names the key when there is no secret', async () => {
    await expect(verify('Bearer ', [])).rejects.toThrow('webhook.secrets');
  });
});

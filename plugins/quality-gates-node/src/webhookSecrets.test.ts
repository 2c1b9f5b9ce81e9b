import { ConfigReader } from '@backstage/config';
import {
  hasBearerSecret,
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

describe('hasBearerSecret', () => {
  const verify = (authorization: string, secrets: string[]) =>
    hasBearerSecret(
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
  ])('says of %p %p', async (authorization, answer) => {
    await expect(verify(authorization, ['a', 'b'])).resolves.toBe(answer);
  });

  it('names the key when there is no secret', async () => {
    await expect(verify('Bearer ', [])).rejects.toThrow('webhook.secrets');
  });
});

import { ConfigReader } from '@backstage/config';
import {
  isBearerOfSecrets,
  isHmacOfSecrets,
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

describe('isBearerOfSecrets', () => {
  it.each([
    ['Bearer new', true],
    ['bearer old', true],
    ['Bearer newer', false],
    ['new', false],
    ['Basic new', false],
    ['Bearer ', false],
    ['', false],
  ])('says of the header %j %p', (authorization, answer) => {
    const request = { headers: { authorization }, body: new Uint8Array() };
    expect(isBearerOfSecrets(request, ['old', 'new'])).toBe(answer);
  });

  it('refuses a request without the header, whatever the secrets are', () => {
    const request = { headers: {}, body: new Uint8Array() };
    expect(isBearerOfSecrets(request, ['old'])).toBe(false);
  });
});

describe('isHmacOfSecrets', () => {
  const bytes = new TextEncoder().encode('Hello, World!');
  // The example of GitHub's documentation of X-Hub-Signature-256.
  const secret = "It's a Secret to Everybody";
  const signature =
    '757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';

  it('accepts a documented signature with any of several secrets', () => {
    expect(isHmacOfSecrets(signature, bytes, [secret])).toBe(true);
    expect(isHmacOfSecrets(signature, bytes, ['new', secret])).toBe(true);
  });

  it('refuses other secrets, none, another body, and signatures of another length', () => {
    expect(isHmacOfSecrets(signature, bytes, ['new'])).toBe(false);
    expect(isHmacOfSecrets(signature, bytes, [])).toBe(false);
    expect(isHmacOfSecrets(signature, bytes.slice(1), [secret])).toBe(false);
    expect(isHmacOfSecrets('', bytes, [secret])).toBe(false);
    expect(isHmacOfSecrets(`${signature}0`, bytes, [secret])).toBe(false);
  });
});

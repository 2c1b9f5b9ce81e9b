import { ConfigReader } from '@backstage/config';
import { isOneOfSecrets, readWebhookSecrets } from './webhookSecrets';

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

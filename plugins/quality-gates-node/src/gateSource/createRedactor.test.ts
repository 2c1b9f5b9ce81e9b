import { createRedactor } from './createRedactor';

describe('createRedactor', () => {
  const redact = createRedactor({
    authorization: 'Bearer abcd"efgh',
    'x-api-key': '0123456789',
    'x-scope-orgid': 'checkout-team',
    'x-token': 'short',
  });

  it.each([
    [{ error: 'with Bearer abcd"efgh' }, { error: 'with [secret]' }],
    [{ error: 'abcd"efgh, 0123456789' }, { error: '[secret], [secret]' }],
    [{ team: 'checkout-team' }, { team: 'checkout-team' }],
    [{ words: 'Bearer short' }, { words: 'Bearer short' }],
  ])('makes of %j %j', (said, kept) => {
    expect(JSON.parse(redact(JSON.stringify(said)))).toEqual(kept);
  });
});

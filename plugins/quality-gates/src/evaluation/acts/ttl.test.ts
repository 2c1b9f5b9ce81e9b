import { translate } from '../../__testUtils__/translate';
import { describeTtl, listAllowed } from './ttl';

it.each([
  ['15m', '15 minutes'],
  ['1h', '1 hour'],
  ['3d', '3 days'],
  ['PT1H', 'PT1H'],
])('says %p as %p', (ttl, words) => {
  expect(describeTtl(ttl, translate)).toBe(words);
});

it.each([
  [null, ['1h', '4h', '24h']],
  ['1d', ['1h', '4h', '24h']],
  ['5h', ['1h', '4h']],
  ['20m', ['20m']],
])('offers, with at most %p, %p', (maxTtl, allowed) => {
  expect(listAllowed(['1h', '4h', '24h'], maxTtl)).toEqual(allowed);
});

import { matchesEntityPatterns } from './entityPatterns';

describe('matchesEntityPatterns', () => {
  it.each([
    [['*'], 'component:default/a', true],
    [[], 'component:default/a', false],
    [['component:default/pay*'], 'Component:payments', true],
    [['component:pay*'], 'component:default/payments', true],
    [['component:shop/*'], 'component:default/cart', false],
    [['component:shop/*'], 'component:SHOP/cart', true],
    [['*:default/cart'], 'api:cart', true],
    [['component:default/a'], 'component:default/ab', false],
    [['component:default/a.b'], 'component:default/axb', false],
    [['component:x', 'component:y'], 'component:default/y', true],
  ])('%j and %s: %s', (patterns, ref, expected) => {
    expect(matchesEntityPatterns(patterns, ref)).toBe(expected);
  });
});

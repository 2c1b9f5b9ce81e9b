import { MONO, attribute } from './__testUtils__/attribute';

describe('the entities of a token', () => {
  const limited = {
    tokens: [{ name: 'cart-ci', entities: ['component:cart*', 'api:*/*'] }],
    reportedBy: 'cart-ci',
  };

  it('let through what they name', () => {
    expect(
      attribute('deployment', { entityRef: 'component:cart-admin' }, limited),
    ).toEqual({ entityRefs: ['component:default/cart-admin'] });
  });

  it('refuse what they do not name', () => {
    expect(
      attribute('deployment', { entityRef: 'component:checkout' }, limited),
    ).toEqual({ entityRefs: [], reason: 'not-allowed' });
  });

  it('take the others out of a shared run and out of those a commit passes', () => {
    expect(
      attribute('change', { repository: MONO }, limited).entityRefs,
    ).toEqual(['component:default/cart', 'component:default/cart-admin']);
    expect(
      attribute(
        'commit',
        { repository: MONO, changedPaths: ['services/cart/a'] },
        limited,
      ),
    ).toEqual({
      entityRefs: ['component:default/cart'],
      passingRefs: ['component:default/cart-admin'],
    });
  });

  it('do not decide which of several a deployment means', () => {
    const one = {
      tokens: [{ name: 'cart-ci', entities: ['component:default/cart'] }],
      reportedBy: 'cart-ci',
    };
    expect(attribute('deployment', { repository: MONO }, one)).toMatchObject({
      reason: 'ambiguous',
    });
  });

  it('of a token that is configured no more are none', () => {
    expect(
      attribute(
        'run',
        { entityRef: 'component:cart' },
        { ...limited, reportedBy: 'gone' },
      ),
    ).toEqual({ entityRefs: [], reason: 'not-allowed' });
  });

  it.each([undefined, 'service:plugin:scaffolder', 'webhooks/github'])(
    'do not limit %s',
    reportedBy => {
      expect(
        attribute(
          'run',
          { entityRef: 'component:checkout' },
          { ...limited, reportedBy },
        ),
      ).toEqual({ entityRefs: ['component:default/checkout'] });
    },
  );
});

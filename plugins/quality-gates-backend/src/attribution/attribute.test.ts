import { attribute, indexOf, MONO } from './__testUtils__/attribute';

describe('an entity named by the sender', () => {
  it.each([
    'component:default/checkout',
    'Component:Checkout',
    'COMPONENT:DEFAULT/CHECKOUT',
    'checkout',
  ])('is found as %s', entityRef => {
    expect(attribute('deployment', { entityRef })).toEqual({
      entityRefs: ['component:default/checkout'],
    });
  });

  it('may be of any kind', () => {
    expect(attribute('incident', { entityRef: 'group:default/team' })).toEqual({
      entityRefs: ['group:default/team'],
    });
  });

  it.each(['component:default/gone', 'not a ref', ''])(
    'is never guessed when it is "%s"',
    entityRef => {
      expect(
        attribute('run', { entityRef, repository: MONO, service: 'checkout' }),
      ).toEqual({ entityRefs: [], reason: 'unknown-entity' });
    },
  );
});

describe('a service name', () => {
  it('finds the component of that name', () => {
    expect(attribute('deployment', { service: 'Checkout' })).toEqual({
      entityRefs: ['component:default/checkout'],
    });
  });

  it('finds a workload by its Kubernetes id when no component has that name', () => {
    expect(attribute('incident', { service: 'bucket-operator' })).toEqual({
      entityRefs: ['resource:default/bucket'],
    });
  });

  it('is not looked at where that is switched off', () => {
    expect(
      attribute('deployment', { service: 'checkout' }, { serviceName: false }),
    ).toEqual({ entityRefs: [], reason: 'no-match' });
  });

  it('that nobody has leaves the decision to the repository', () => {
    const repository = { host: 'github.com', path: 'acme/checkout' };
    expect(attribute('run', { service: 'github-actions', repository })).toEqual(
      { entityRefs: ['component:default/checkout'] },
    );
  });
});

describe("a tool's annotation", () => {
  const argo = (value: string) => ({
    annotations: [{ key: 'argocd/app-name', value }],
  });

  it('matches an item of a comma list', () => {
    expect(attribute('deployment', argo('checkout-us'))).toEqual({
      entityRefs: ['component:default/checkout'],
    });
  });

  it('prefers the component to an API that carries the same value', () => {
    expect(attribute('deployment', argo('checkout-eu'))).toEqual({
      entityRefs: ['component:default/checkout'],
    });
  });

  it('matches a system when no component carries it', () => {
    expect(attribute('deployment', argo('shop-all'))).toEqual({
      entityRefs: ['system:default/shop'],
    });
  });

  it.each(['checkout', 'checkout-e', 'Checkout-EU', ''])(
    'does not match "%s", which is not exactly it',
    value => {
      expect(attribute('deployment', argo(value))).toMatchObject({
        reason: 'no-match',
      });
    },
  );

  it('is found on an entity that came after it was first asked for', () => {
    const index = indexOf({ 'component:default/a': { tool: 'x' } });
    const subject = { annotations: [{ key: 'tool', value: 'x' }] };
    expect(attribute('run', subject, { index }).entityRefs).toHaveLength(1);
    index.add({
      ref: 'component:default/b',
      kind: 'component',
      name: 'b',
      etag: '1',
      annotations: { tool: 'x' },
    });
    expect(attribute('run', subject, { index }).entityRefs).toHaveLength(2);
  });

  it('goes before the repository', () => {
    expect(
      attribute('deployment', { ...argo('checkout-eu'), repository: MONO }),
    ).toEqual({ entityRefs: ['component:default/checkout'] });
  });
});

import { listKnownFacts } from './knownFacts';

const bare = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout' },
};

it('says null for everything the catalog does not tell', () => {
  expect(listKnownFacts(bare).map(({ value }) => value)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

it('reads owner and system from relations, source and lifecycle from the entity', () => {
  const entity = {
    ...bare,
    metadata: {
      name: 'checkout',
      annotations: {
        'backstage.io/source-location': 'url:https://github.com/acme/checkout/',
      },
    },
    spec: { owner: 'unresolved', lifecycle: 'production' },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/payments-team' },
      { type: 'partOf', targetRef: 'component:default/monolith' },
      { type: 'partOf', targetRef: 'system:default/shop' },
    ],
  };
  expect(listKnownFacts(entity)).toEqual([
    { id: 'owner', value: 'payments-team' },
    { id: 'source', value: 'https://github.com/acme/checkout/' },
    { id: 'lifecycle', value: 'production' },
    { id: 'system', value: 'shop' },
  ]);
});

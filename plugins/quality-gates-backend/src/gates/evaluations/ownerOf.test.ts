import type { Entity } from '@backstage/catalog-model';
import { ownerOf } from './ownerOf';

const entity = (owner: unknown, relations?: Entity['relations']): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'shop' },
  spec: { owner } as Entity['spec'],
  relations,
});

describe('ownerOf', () => {
  it.each<[string, string | null, unknown, Entity['relations']]>([
    [
      'whom the catalog relates, before whom the author wrote',
      'group:default/payments',
      'shop-team',
      [
        { type: 'partOf', targetRef: 'system:default/shop' },
        { type: 'ownedBy', targetRef: 'group:default/payments' },
      ],
    ],
    ['a group of the same namespace', 'group:shop/team', 'team', undefined],
    ['a user that is written so', 'user:shop/ada', 'user:ada', []],
    ['nobody where nothing is written', null, undefined, []],
    ['nobody where it is no ref', null, 'group:', []],
    ['nobody where it is no text', null, 7, []],
  ])('answers %s', (_, expected, owner, relations) => {
    expect(ownerOf(entity(owner, relations))).toBe(expected);
  });
});

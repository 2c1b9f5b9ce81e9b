import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createActorRoles } from './readActorRoles';

const CHECKOUT = 'component:default/checkout';

function entity(
  kind: string,
  name: string,
  relations: [string, string][],
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

const entities = [
  entity('Component', 'checkout', [['ownedBy', 'group:default/shop-team']]),
  entity('User', 'ana', [['memberOf', 'group:default/shop-team']]),
  entity('User', 'pat', [
    ['memberOf', 'group:default/shop-team'],
    ['memberOf', 'group:default/platform-team'],
  ]),
  entity('User', 'oli', [['memberOf', 'group:default/risk-team']]),
];

function setup() {
  return createActorRoles({
    catalog: catalogServiceMock({ entities }),
    auth: mockServices.auth({ pluginId: 'quality-gates' }),
    platformTeams: ['platform-team'],
  });
}

describe('createActorRoles', () => {
  it('says who owns the entity, who runs the platform and who is neither', async () => {
    const roles = await setup()(CHECKOUT, ['Ana', 'pat', 'oli', 'bot']);
    expect([...roles]).toEqual([
      ['Ana', 'owner'],
      ['pat', 'platform'],
      ['oli', 'other'],
    ]);
  });

  it('takes no login for a user that cannot be the name of one', async () => {
    const roles = await setup()(CHECKOUT, ['group:default/ana', 'a b', '']);
    expect(roles.size).toBe(0);
  });

  it('says what it could not read', async () => {
    const catalog = catalogServiceMock.mock({
      getEntitiesByRefs: async () => {
        throw new Error('away');
      },
    });
    const auth = mockServices.auth({ pluginId: 'quality-gates' });
    const read = createActorRoles({ catalog, auth, platformTeams: [] });
    await expect(read(CHECKOUT, ['ana'])).rejects.toThrow(
      /who works on component:default\/checkout.*away/,
    );
  });
});

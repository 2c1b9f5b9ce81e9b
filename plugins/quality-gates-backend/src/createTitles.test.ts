import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createTitles } from './createTitles';

const group = (name: string, title?: string, displayName?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default', ...(title && { title }) },
  spec: { type: 'team', profile: { displayName }, children: [] },
});
const REFS = ['a', 'b', 'gone', 'c'].map(name => `group:default/${name}`);
const rest = { auth: mockServices.auth(), logger: mockServices.logger.mock() };

describe('createTitles', () => {
  it('calls an entity by its title, else its display name, else its name, and leaves out who is not there', async () => {
    const catalog = catalogServiceMock({
      entities: [group('a', 'The As', 'As'), group('b', '', 'Bs'), group('c')],
    });
    const titles = await createTitles({ ...rest, catalog })(REFS);
    expect([...titles]).toEqual([
      ['group:default/a', 'The As'],
      ['group:default/b', 'Bs'],
      ['group:default/c', 'c'],
    ]);
  });

  it('knows nobody where the catalog cannot be asked', async () => {
    const catalog = catalogServiceMock.mock({
      async getEntitiesByRefs() {
        throw new Error('away');
      },
    });
    expect((await createTitles({ ...rest, catalog })(REFS)).size).toBe(0);
  });
});

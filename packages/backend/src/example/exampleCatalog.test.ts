import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import request from 'supertest';
import exampleCatalog from './exampleCatalog';

function component(name: string): string {
  return JSON.stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name },
    spec: { type: 'service', lifecycle: 'production', owner: 'nobody' },
  });
}

describe('exampleCatalog', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'example-catalog-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('stands beside the locations that the configuration names', async () => {
    const example = join(folder, 'example.yaml');
    const own = join(folder, 'own.yaml');
    await writeFile(example, component('from-the-examples'));
    await writeFile(own, component('from-the-configuration'));
    const { server } = await startTestBackend({
      features: [
        catalogPlugin,
        exampleCatalog,
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost' },
            exampleCatalog: { file: example },
            catalog: { locations: [{ type: 'file', target: own }] },
          },
        }),
      ],
    });

    const names = async () => {
      const { body } = await request(server).get(
        '/api/catalog/entities?filter=kind=component',
      );
      return body.map(
        (entity: { metadata: { name: string } }) => entity.metadata.name,
      );
    };
    const giveUpAt = Date.now() + 15_000;
    while ((await names()).length < 2 && Date.now() < giveUpAt) {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    await expect(names()).resolves.toEqual(
      expect.arrayContaining(['from-the-examples', 'from-the-configuration']),
    );
  }, 30_000);
});

import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { readQualityGatesConfig } from '../config';
import { createAttribution } from './createAttribution';

function component(name: string, annotations = {}, etag = '1'): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, etag, annotations },
    spec: { type: 'service', owner: 'team', lifecycle: 'production' },
  };
}

/** An attribution over a catalog that tests change; its clock moves ten seconds with every look. */
function setup(entities: Entity[] = [component('checkout')]) {
  const catalog = {
    entities,
    down: false,
    credentials: [] as unknown[],
    lookups: [] as string[][],
    streams: 0,
  };
  const mock = catalogServiceMock.mock({
    async *streamEntities(_request, options) {
      catalog.streams += 1;
      catalog.credentials.push(options);
      if (catalog.down) throw new Error('connection refused');
      yield catalog.entities.slice(0, 1);
      yield catalog.entities.slice(1);
    },
    async getEntitiesByRefs({ entityRefs }) {
      catalog.lookups.push([...entityRefs]);
      if (catalog.down) throw new Error('connection refused');
      return {
        items: entityRefs.map(ref =>
          catalog.entities.find(
            entity => ref === `component:default/${entity.metadata.name}`,
          ),
        ),
      };
    },
  });
  const logger = mockServices.logger.mock();
  const clock = { at: 0, stepMs: 10_000 };
  const attribution = createAttribution({
    catalog: mock,
    auth: mockServices.auth({ pluginId: 'quality-gates' }),
    logger,
    config: readQualityGatesConfig(new ConfigReader({})),
    now: () => (clock.at += clock.stepMs),
  });
  const refsOf = (entityRef: string) =>
    attribution.attribute({
      type: 'run',
      subject: { entityRef },
      reportedBy: null,
    }).entityRefs;
  return { attribution, catalog, logger, clock, refsOf };
}

describe('createAttribution', () => {
  it('knows nobody before the catalog was read', () => {
    const { attribution, refsOf } = setup();
    expect(refsOf('component:checkout')).toEqual([]);
    expect(attribution.knows('component:default/checkout')).toBe(false);
  });

  it("reads every page of the catalog with the plugin's own credentials", async () => {
    const { attribution, catalog, refsOf } = setup([
      component('checkout'),
      component('cart'),
      component('search'),
    ]);
    await expect(attribution.refresh()).resolves.toBe(true);
    expect(refsOf('search')).toEqual(['component:default/search']);
    expect(catalog.credentials).toEqual([
      {
        credentials: expect.objectContaining({
          principal: { type: 'service', subject: 'plugin:quality-gates' },
        }),
      },
    ]);
  });

  it.each<[string, Entity[], boolean]>([
    ['nothing', [component('checkout', { a: '1' })], false],
    ['only an etag', [component('checkout', { a: '1' }, '2')], false],
    [
      'only where the catalog found it',
      [component('checkout', { a: '1', 'backstage.io/view-url': 'x' }, '2')],
      false,
    ],
    ['an annotation', [component('checkout', { a: '2' }, '2')], true],
    ['a new entity', [component('checkout', { a: '1' }), component('b')], true],
    ['an entity that left', [], true],
  ])('says whether %s changed', async (_what, entities, expected) => {
    const { attribution, catalog } = setup([component('checkout', { a: '1' })]);
    await attribution.refresh();
    catalog.entities = entities;
    await expect(attribution.refresh()).resolves.toBe(expected);
  });

  it('forgets an entity that left the catalog', async () => {
    const { attribution, catalog, refsOf } = setup();
    await attribution.refresh();
    catalog.entities = [];
    await attribution.refresh();
    expect(refsOf('checkout')).toEqual([]);
  });

  it('finds what an annotation says now, not what it said when it was first asked for', async () => {
    const { attribution, catalog } = setup([component('a', { tool: 'x' })]);
    const ownersOfX = () =>
      attribution.attribute({
        type: 'run',
        subject: { annotations: [{ key: 'tool', value: 'x' }] },
        reportedBy: null,
      }).entityRefs;
    await attribution.refresh();
    expect(ownersOfX()).toEqual(['component:default/a']);
    catalog.entities = [
      component('a', { tool: 'y' }, '2'),
      component('b', { tool: 'x' }),
    ];
    await attribution.refresh();
    expect(ownersOfX()).toEqual(['component:default/b']);
  });

  it('calls listeners in the refresh that found something new and in the next one, then no more', async () => {
    const { attribution } = setup();
    const listener = jest.fn();
    attribution.onChange(listener);
    const calls = [];
    for (let i = 0; i < 4; i++) {
      await attribution.refresh();
      calls.push(listener.mock.calls.length);
    }
    expect(calls).toEqual([1, 2, 2, 2]);
  });

  it('calls a listener again that failed', async () => {
    const { attribution, logger } = setup();
    const listener = jest.fn().mockRejectedValueOnce(new Error('no database'));
    attribution.onChange(listener);
    for (let i = 0; i < 5; i++) await attribution.refresh();
    expect(listener).toHaveBeenCalledTimes(3);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('no database'),
    );
  });

  it('calls nobody gone before the catalog was read', async () => {
    const { attribution, catalog } = setup([]);
    const gone = () => attribution.findGone(['component:default/checkout']);
    await expect(gone()).resolves.toEqual([]);
    catalog.down = true;
    await attribution.refresh().catch(() => undefined);
    await expect(gone()).resolves.toEqual([]);
    catalog.down = false;
    await attribution.refresh();
    await expect(gone()).resolves.toEqual(['component:default/checkout']);
  });

  it('calls an entity gone once it left, until it comes back', async () => {
    const { attribution, catalog } = setup();
    const gone = () => attribution.findGone(['component:default/checkout']);
    await attribution.refresh();
    await expect(gone()).resolves.toEqual([]);
    catalog.entities = [];
    await attribution.refresh();
    await expect(gone()).resolves.toEqual(['component:default/checkout']);
    catalog.entities = [component('checkout')];
    await expect(gone()).resolves.toEqual([]);
  });

  it('keeps the last known catalog while the catalog is away, and tells who asked', async () => {
    const { attribution, catalog, refsOf } = setup();
    await attribution.refresh();
    catalog.down = true;
    await expect(attribution.refresh()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    expect(refsOf('checkout')).toEqual(['component:default/checkout']);
  });

  it('warns once while the catalog is away, and again the next time', async () => {
    const { attribution, catalog, logger } = setup();
    catalog.down = true;
    await attribution.ensureRefs(['component:a']);
    await attribution.ensureRefs(['component:b']);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    catalog.down = false;
    await attribution.refresh();
    catalog.down = true;
    await attribution.ensureRefs(['component:c']);
    expect(logger.warn).toHaveBeenCalledTimes(2);
  });

  it('shares one read between all who ask while another is under way', async () => {
    const { attribution, catalog } = setup();
    await Promise.all([
      attribution.refresh(),
      attribution.refresh(),
      attribution.refresh(),
    ]);
    expect(catalog.streams).toBe(1);
  });

  it('reads at most once a second', async () => {
    const { attribution, clock } = setup();
    clock.stepMs = 0;
    await attribution.refresh();
    const askedAt = performance.now();
    await attribution.refresh();
    expect(performance.now() - askedAt).toBeGreaterThan(900);
  });

  it('finds an entity registered after the last read, and has its older facts looked at again', async () => {
    const { attribution, catalog, refsOf } = setup();
    for (let i = 0; i < 2; i++) await attribution.refresh();
    const listener = jest.fn();
    attribution.onChange(listener);
    catalog.entities = [...catalog.entities, component('new')];
    await attribution.ensureRefs(['Component:New', 'component:checkout']);
    expect(refsOf('component:new')).toEqual(['component:default/new']);
    expect(catalog.lookups).toEqual([['component:default/new']]);
    expect(listener).toHaveBeenCalledTimes(1);
    for (let i = 0; i < 2; i++) await attribution.refresh();
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('reads the catalog soon after a fact matched nothing, once for all that ask', async () => {
    const { attribution, catalog, clock } = setup();
    clock.stepMs = 0;
    await attribution.refresh();
    const listener = jest.fn();
    attribution.onChange(listener);
    clock.at += 5_000;
    catalog.entities = [...catalog.entities, component('new')];
    for (let i = 0; i < 3; i++) attribution.refreshSoon();
    await new Promise(resolve => setTimeout(resolve, 800));
    expect(catalog.streams).toBe(2);
    expect(listener).toHaveBeenCalled();
    attribution.stop();
  });

  it('leaves the catalog in peace for two seconds, however many facts match nothing', async () => {
    const { attribution, catalog, clock } = setup();
    clock.stepMs = 0;
    await attribution.refresh();
    attribution.refreshSoon();
    await new Promise(resolve => setTimeout(resolve, 800));
    expect(catalog.streams).toBe(1);
    attribution.stop();
  });

  it('remembers for some seconds that a ref is unknown', async () => {
    const { attribution, catalog, clock } = setup();
    clock.stepMs = 100;
    await attribution.ensureRefs(['component:typo', 'not a ref']);
    await attribution.ensureRefs(['component:typo']);
    expect(catalog.lookups).toHaveLength(1);
    clock.at += 5_000;
    await attribution.ensureRefs(['component:typo']);
    expect(catalog.lookups).toHaveLength(2);
  });

  it('looks up at most 500 refs at a time', async () => {
    const { attribution, catalog } = setup();
    await attribution.ensureRefs(
      Array.from({ length: 2_000 }, (_, i) => `component:c${i}`),
    );
    expect(catalog.lookups.map(refs => refs.length)).toEqual([500]);
  });

  it('reads by itself once started, tries again when the catalog is not up yet, and stops', async () => {
    const { attribution, catalog, refsOf, logger } = setup();
    catalog.down = true;
    attribution.start();
    await new Promise(resolve => setTimeout(resolve, 100));
    catalog.down = false;
    await new Promise(resolve => setTimeout(resolve, 1_200));
    attribution.stop();
    expect(refsOf('checkout')).toEqual(['component:default/checkout']);
    expect(catalog.streams).toBe(2);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('logs an annotation that cannot be used, once', async () => {
    const { attribution, logger } = setup([
      component('checkout', { 'quality-gates.io/pipeline': '(' }),
    ]);
    await attribution.refresh();
    await attribution.refresh();
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });
});

import type { Run } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  ALICE,
  CHECKOUT,
  run,
  setupRouter,
} from '../__testUtils__/setupRouter';

describe('GET …/runs', () => {
  it('hands on its filters', async () => {
    const { as, readers } = setupRouter();
    await as(ALICE).get(
      `${CHECKOUT}/runs?branch=main&pipeline=ci&result=failure`,
    );
    expect(readers.runs.listRuns).toHaveBeenCalledWith(
      expect.objectContaining({
        branch: 'main',
        pipeline: 'ci',
        result: 'failure',
      }),
    );
  });

  it('answers 400 to a result that is none', async () => {
    const { status, body } = await setupRouter()
      .as(ALICE)
      .get(`${CHECKOUT}/runs?result=green`);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/result: .*"success"/);
  });

  it('names only entities that the user may see, and asks the catalog once for all runs', async () => {
    const { as, catalog } = setupRouter({
      readers: {
        runs: {
          listRuns: async () => ({
            items: [run, { ...run, id: 'other' }],
            nextCursor: 'next',
          }),
        },
      },
    });
    const { body } = await as(ALICE).get(`${CHECKOUT}/runs`);
    expect(body.nextCursor).toBe('next');
    expect(body.items.map((item: Run) => item.entityRefs)).toEqual([
      ['component:default/cart', 'component:default/checkout'],
      ['component:default/cart', 'component:default/checkout'],
    ]);
    // Once for the entity of the path, once for the entities of the runs.
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(2);
  });
});

describe('GET …/runs/{runId}', () => {
  it('names only entities that the user may see', async () => {
    const { as, readers } = setupRouter();
    const { body } = await as(ALICE).get(`${CHECKOUT}/runs/a%2Fb`);
    expect(readers.runs.readRun).toHaveBeenCalledWith(
      'component:default/checkout',
      'a/b',
    );
    expect(body.entityRefs).toEqual([
      'component:default/cart',
      'component:default/checkout',
    ]);
  });

  it.each(['', '/trace'])(
    'answers 404 to a run that is not there%s',
    async suffix => {
      const none = async () => undefined;
      const { as } = setupRouter({
        readers: { runs: { readRun: none, readTrace: none } },
      });
      const { status, body } = await as(ALICE).get(
        `${CHECKOUT}/runs/nothing${suffix}`,
      );
      expect(status).toBe(404);
      expect(body.error.message).toContain('nothing');
    },
  );
});

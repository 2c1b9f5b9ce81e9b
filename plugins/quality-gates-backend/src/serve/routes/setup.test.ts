import { setupSchema } from '@quality-gates/backstage-plugin-quality-gates-common';
import { ALICE, CHECKOUT, setupRouter } from '../__testUtils__/setupRouter';

describe('GET …/setup', () => {
  it('says since when each type of fact is known, and what is configured', async () => {
    const { as } = setupRouter({
      readers: {
        facts: {
          readFirstFacts: async () => ({
            run: Date.UTC(2025, 2, 10),
            deployment: undefined,
          }),
          listEnvironments: async () => [
            { name: 'production', tier: 'production' },
          ],
        },
        settings: {
          timezone: 'Europe/Berlin',
          benchmarkYear: null,
        },
      },
    });
    const { body } = await as(ALICE).get(`${CHECKOUT}/setup`);
    expect(body).toEqual({
      firstAt: { run: '2025-03-10T00:00:00.000Z' },
      environments: [{ name: 'production', tier: 'production' }],
      timezone: 'Europe/Berlin',
      benchmarkYear: null,
    });
    expect(setupSchema.safeParse(body).success).toBe(true);
  });
});

describe('GET /openapi.json', () => {
  it('is the document of every route', async () => {
    const { body } = await setupRouter().as(ALICE).get('/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toContain('/openapi.json');
  });
});

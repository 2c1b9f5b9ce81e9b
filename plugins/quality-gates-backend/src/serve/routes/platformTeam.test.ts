import { ServiceUnavailableError } from '@backstage/errors';
import { ALICE, setupRouter } from '../__testUtils__/setupRouter';

describe("the platform team's routes", () => {
  it('list unmapped facts by reason', async () => {
    const { as, readers } = setupRouter();
    const right = await as(ALICE).get('/unmapped?reason=ambiguous&limit=5');
    const wrong = await as(ALICE).get('/unmapped?reason=bad-mood');
    expect([right.status, wrong.status]).toEqual([200, 400]);
    expect(readers.unmapped.listUnmapped).toHaveBeenCalledWith({
      reason: 'ambiguous',
      limit: 5,
    });
    expect(wrong.body.error.message).toMatch(/reason: .*"no-match"/);
  });

  it('list deliveries of every sender by state', async () => {
    const { as } = setupRouter({
      readers: {
        deliveries: {
          listDeliveries: async () => ({
            rows: [
              {
                id: 'd1',
                source: 'github',
                kind: 'push',
                sender: null,
                state: 'failed',
                reason: 'ref: must be text',
                facts: [],
                receivedAt: Date.UTC(2025, 2, 10),
                processedAt: null,
              },
            ],
            nextCursor: 'next',
          }),
        },
      },
    });
    const { body } = await as(ALICE).get('/deliveries?state=failed');
    expect(body).toEqual({
      items: [
        {
          id: 'd1',
          source: 'github',
          kind: 'push',
          state: 'failed',
          reason: 'ref: must be text',
          facts: [],
          receivedAt: '2025-03-10T00:00:00.000Z',
          processedAt: null,
        },
      ],
      nextCursor: 'next',
    });
    const wrong = await as(ALICE).get('/deliveries?state=lost');
    expect(wrong.status).toBe(400);
  });

  it('replay a delivery, and answer 404 when it is not there', async () => {
    const { as, readers } = setupRouter();
    const there = await as(ALICE).post('/deliveries/d1/replay');
    expect([there.status, there.body]).toEqual([202, { deliveryId: 'd1' }]);
    readers.deliveries.replayDelivery.mockResolvedValue(false);
    const absent = await as(ALICE).post('/deliveries/d2/replay');
    expect(absent.status).toBe(404);
  });

  it('refresh the catalog, and answer 503 when it is away', async () => {
    const { as, readers } = setupRouter();
    const read = await as(ALICE).post('/catalog/refresh');
    expect([read.status, read.body]).toEqual([200, { changed: true }]);
    readers.catalog.refresh.mockRejectedValue(
      new ServiceUnavailableError('no catalog'),
    );
    expect((await as(ALICE).post('/catalog/refresh')).status).toBe(503);
  });
});

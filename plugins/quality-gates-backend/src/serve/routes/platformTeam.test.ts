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

  it('replay all deliveries of a source in a window', async () => {
    const { as, readers } = setupRouter();
    const answer = await as(ALICE).post(
      '/deliveries/replay?source=github&state=failed&from=2025-03-10T00:00:00Z',
    );
    expect([answer.status, answer.body]).toEqual([202, { replayed: 3 }]);
    expect(readers.deliveries.replayDeliveries).toHaveBeenCalledWith({
      source: 'github',
      state: 'failed',
      from: Date.UTC(2025, 2, 10),
    });
    const wrong = await Promise.all([
      as(ALICE).post('/deliveries/replay'),
      as(ALICE).post('/deliveries/replay?source=github&state=received'),
    ]);
    expect(wrong.map(({ status }) => status)).toEqual([400, 400]);
  });

  it('do not replay for somebody who is no admin', async () => {
    const { as, readers } = setupRouter({ denied: ['quality-gates.admin'] });
    const answer = await as(ALICE).post('/deliveries/replay?source=github');
    expect(answer.status).toBe(403);
    expect(readers.deliveries.replayDeliveries).not.toHaveBeenCalled();
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

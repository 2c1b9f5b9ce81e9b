import { ALICE, setupRouter } from '../__testUtils__/setupRouter';

const NOTICE = {
  id: 'github-protection-rule:verdict-changed:1',
  kind: 'verdict-changed/github-protection-rule',
  entityRef: 'component:default/secret',
  state: 'failed' as const,
  attempts: 12,
  createdAt: 1_000,
  nextAt: 2_000,
  lastError: 'GitHub answered 403',
};
const PATH = `/outbox/${encodeURIComponent(NOTICE.id)}/retry`;

describe('the outbox', () => {
  it('shows the platform team what could not leave, and why', async () => {
    const { as, readers } = setupRouter();
    readers.outbox.listNotices.mockResolvedValue({
      rows: [NOTICE],
      nextCursor: 'more',
    } as never);
    const { status, body } = await as(ALICE).get('/outbox?state=failed');
    expect(status).toBe(200);
    expect(readers.outbox.listNotices).toHaveBeenCalledWith(
      expect.objectContaining({ state: 'failed', limit: 50 }),
    );
    expect(body).toEqual({
      items: [
        {
          ...NOTICE,
          createdAt: '1970-01-01T00:00:01.000Z',
          nextAt: null,
        },
      ],
      nextCursor: 'more',
    });
  });

  it('has a failed notice tried again, and knows no other', async () => {
    const { as, readers } = setupRouter();
    await expect(as(ALICE).post(PATH)).resolves.toMatchObject({ status: 202 });
    expect(readers.outbox.retryNotice).toHaveBeenCalledWith(NOTICE.id);
    readers.outbox.retryNotice.mockResolvedValue(false);
    await expect(as(ALICE).post(PATH)).resolves.toMatchObject({ status: 404 });
  });

  it('is for the platform team alone', async () => {
    const { as, readers } = setupRouter({ denied: ['quality-gates.admin'] });
    expect((await as(ALICE).get('/outbox')).status).toBe(403);
    expect((await as(ALICE).post(PATH)).status).toBe(403);
    expect(readers.outbox.listNotices).not.toHaveBeenCalled();
    expect(readers.outbox.retryNotice).not.toHaveBeenCalled();
  });
});

import { ALICE, CHECKOUT, setupRouter } from '../__testUtils__/setupRouter';

describe('GET …/pipelines', () => {
  it('hands on the window and its zone', async () => {
    const { as, readers } = setupRouter();
    const { status } = await as(ALICE).get(
      `${CHECKOUT}/pipelines?from=2026-10-01T00:00:00.000Z&to=2026-11-01T00:00:00.000Z&timezone=Europe/Berlin`,
    );
    expect(status).toBe(200);
    expect(readers.pipelines.readPipelines).toHaveBeenCalledWith({
      entityRef: 'component:default/checkout',
      from: Date.UTC(2026, 9, 1),
      to: Date.UTC(2026, 10, 1),
      timezone: 'Europe/Berlin',
    });
  });

  it('answers 400 to a zone that is none', async () => {
    const { status, body } = await setupRouter()
      .as(ALICE)
      .get(`${CHECKOUT}/pipelines?timezone=Berlin`);
    expect(status).toBe(400);
    expect(body.error.message).toContain('timezone');
  });

  it('answers 404 for an entity that the user may not see, and reads nothing', async () => {
    const { as, readers } = setupRouter();
    const { status } = await as(ALICE).get(
      '/entities/component/default/secret/pipelines',
    );
    expect(status).toBe(404);
    expect(readers.pipelines.readPipelines).not.toHaveBeenCalled();
  });
});

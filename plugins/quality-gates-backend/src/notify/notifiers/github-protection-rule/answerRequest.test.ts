import { decided, makeOutcome } from '../../__testUtils__/makeEvaluation';
import { setupRule, TOKEN } from './__testUtils__/setupRule';

const waitingFor = (n: number) => ({
  outcomes: [makeOutcome('error-rate', 'pending', `Waiting for ${n}`)],
});

describe('the answer to a protection rule', () => {
  let rule: Awaited<ReturnType<typeof setupRule>>;

  beforeEach(async () => {
    rule = await setupRule();
  });
  afterEach(() => rule.stop());

  it('is approved once, with the integration’s token and the environment as GitHub spells it', async () => {
    await rule.tell(decided('allow'));
    await rule.tell(decided('allow'), { attempt: 2 });
    expect(rule.github.taken).toEqual([
      {
        environment_name: 'prod',
        state: 'approved',
        comment: expect.stringContaining('May be deployed: 4.18.0'),
      },
    ]);
    expect(rule.github.authorizations).toEqual([`Bearer ${TOKEN}`]);
    await expect(rule.readAnswer()).resolves.toMatchObject({
      state: 'approved',
    });
  });

  it.each(['allow-with-warnings', 'allow-break-glass'] as const)(
    'is approved for %s',
    async decision => {
      await rule.tell(decided(decision));
      expect(rule.github.taken).toMatchObject([{ state: 'approved' }]);
    },
  );

  it('is rejected for a decided deny, and stays so whatever is decided later', async () => {
    await rule.tell(decided('deny'));
    await rule.tell({ ...decided('allow'), id: 'evaluation-2' });
    expect(rule.github.taken).toMatchObject([{ state: 'rejected' }]);
  });

  it.each([
    ['wait', {}],
    ['manual', {}],
    ['manual, decided', decided('manual')],
    ['deny that is not decided yet', { decision: 'deny' as const }],
  ])('is a report without a state for %s', async (_, evaluation) => {
    await rule.tell({ decision: 'wait', ...evaluation });
    expect(rule.github.taken).toHaveLength(1);
    expect(rule.github.taken[0]).not.toHaveProperty('state');
    await expect(rule.readAnswer()).resolves.toMatchObject({ state: 'open' });
  });

  it.each([
    ['expired', { expiresAt: '2025-03-10T12:00:30.000Z' }],
    ['invalidated', { invalidated: { at: '', by: 'user:a/b', reason: 'x' } }],
  ])('is not given by a verdict that is %s', async (_, more) => {
    const evaluation = { ...decided('allow'), ...more };
    await expect(rule.tell(evaluation)).rejects.toThrow(
      'not valid any more: ask again',
    );
    expect(rule.github.asked).toEqual([]);
  });

  it('is reported at most ten times, and the answer still arrives', async () => {
    for (let n = 0; n < 15; n += 1) await rule.tell(waitingFor(n));
    expect(rule.github.taken).toHaveLength(10);
    await rule.tell(decided('allow'));
    expect(rule.github.taken.at(-1)).toMatchObject({ state: 'approved' });
  });

  it('is not reported again while nothing changed', async () => {
    await rule.tell(waitingFor(1));
    await rule.tell(waitingFor(1), { id: 'notice-2' });
    await rule.tell(waitingFor(2), { id: 'notice-3' });
    expect(rule.github.taken).toHaveLength(2);
  });

  it('loses no report to a GitHub that is down', async () => {
    for (let n = 0; n < 12; n += 1) {
      rule.github.trouble.push({ method: 'POST', status: 503 });
      await expect(rule.tell(waitingFor(n))).rejects.toThrow('503');
    }
    await rule.tell(waitingFor(99));
    expect(rule.github.taken).toHaveLength(1);
  });

  it('counts a report of which nobody knows whether it arrived', async () => {
    for (let n = 0; n < 10; n += 1) {
      rule.github.trouble.push({ method: 'POST', after: true });
      await expect(rule.tell(waitingFor(n))).rejects.toThrow('did not answer');
    }
    await rule.tell(waitingFor(99));
    expect(rule.github.taken).toHaveLength(10);
  });

  it('comes to nothing when a report is overtaken by the answer', async () => {
    await rule.tell(decided('allow'));
    await rule.tell(waitingFor(1));
    expect(rule.github.taken).toHaveLength(1);
  });

  it('has one effect when the connection breaks after GitHub took it', async () => {
    rule.github.trouble.push({ method: 'POST', after: true });
    await expect(rule.tell(decided('allow'))).rejects.toThrow('did not answer');
    await expect(rule.readAnswer()).resolves.toMatchObject({
      state: 'answering',
    });
    await rule.tell(decided('allow'), { attempt: 2 });
    expect(rule.github.taken).toHaveLength(1);
    await expect(rule.readAnswer()).resolves.toMatchObject({
      state: 'approved',
    });
    expect(rule.elsewhere).toEqual([]);
  });

  it('is given again when the connection broke before GitHub took it', async () => {
    rule.github.trouble.push({ method: 'POST' });
    await expect(rule.tell(decided('allow'))).rejects.toThrow('did not answer');
    await rule.tell(decided('allow'), { attempt: 2 });
    expect(rule.github.taken).toMatchObject([{ state: 'approved' }]);
  });

  it('is the earlier one when that arrived and the verdict changed since', async () => {
    rule.github.trouble.push({ method: 'POST', after: true });
    await expect(rule.tell(decided('allow'))).rejects.toThrow('did not answer');
    await rule.tell({ ...decided('deny'), id: 'evaluation-2' });
    expect(rule.github.taken).toMatchObject([{ state: 'approved' }]);
    await expect(rule.readAnswer()).resolves.toMatchObject({
      state: 'approved',
    });
  });

  it.each([
    [{ status: 429, headers: { 'retry-after': '120' } }, 120_000],
    [{ status: 403, headers: { 'retry-after': '30' } }, 30_000],
    [
      {
        status: 403,
        headers: {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(
            Date.parse('2025-03-10T12:10:00Z') / 1000,
          ),
        },
      },
      540_000,
    ],
  ])('waits as long as GitHub asks with %j', async (answer, retryAfterMs) => {
    rule.github.trouble.push({ method: 'POST', ...answer });
    await expect(rule.tell(decided('allow'))).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      retryAfterMs,
    });
  });

  it.each([
    [403, 'NotAllowedError'],
    [404, 'NotFoundError'],
    [422, 'InputError'],
  ])('fails for good with %i while the run waits', async (status, name) => {
    rule.github.trouble.push({ method: 'POST', status });
    await expect(rule.tell(decided('allow'))).rejects.toMatchObject({ name });
    await expect(rule.readAnswer()).resolves.toMatchObject({
      state: 'failed',
      note: expect.stringContaining(String(status)),
    });
    expect(rule.elsewhere).toEqual([]);
  });

  it('is somebody else’s when the run waits no more', async () => {
    rule.github.waiting = [];
    rule.github.reviews = [
      {
        state: 'approved',
        comment: 'hotfix',
        environments: [{ id: 1, name: 'prod' }],
        user: { login: 'grace' },
      },
    ];
    await rule.tell(decided('deny'));
    expect(rule.elsewhere).toMatchObject([
      { how: 'approved', by: 'grace', comment: 'hotfix', environment: 'prod' },
    ]);
    await expect(rule.readAnswer()).resolves.toMatchObject({
      state: 'ended',
      note: 'approved by grace',
    });
  });

  it('follows no redirect', async () => {
    rule.github.trouble.push({
      method: 'POST',
      status: 307,
      headers: { location: `${rule.github.url}/elsewhere` },
    });
    await expect(rule.tell(decided('allow'))).rejects.toThrow('307');
    expect(rule.github.asked).not.toContain('POST /elsewhere');
  });
});

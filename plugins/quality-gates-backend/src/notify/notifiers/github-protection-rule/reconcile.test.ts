import { decided } from '../../__testUtils__/makeEvaluation';
import { setupRule } from './__testUtils__/setupRule';

const review = (state: string, environment = 'prod') => ({
  state,
  comment: '',
  environments: [{ id: 1, name: environment }],
  user: { login: 'grace' },
});

describe('reconcile', () => {
  let rule: Awaited<ReturnType<typeof setupRule>>;

  beforeEach(async () => {
    rule = await setupRule();
  });
  afterEach(() => rule.stop());

  it('asks nothing while no request is open', async () => {
    await rule.reconcile();
    await rule.tell(decided('allow'));
    rule.github.asked.length = 0;
    await rule.reconcile();
    expect(rule.github.asked).toEqual([]);
  });

  it('keeps who let a run through past the rule, once', async () => {
    await rule.tell({});
    rule.github.waiting = ['staging'];
    rule.github.reviews = [review('rejected', 'staging'), review('approved')];
    await rule.reconcile();
    await rule.reconcile();
    expect(rule.elsewhere).toEqual([
      {
        entityRef: 'component:default/payments',
        requestKey: 'github:ghe.example.com/acme/payments/7',
        evaluationId: 'evaluation-1',
        environment: 'prod',
        how: 'approved',
        by: 'grace',
        comment: null,
        at: rule.clock.now,
      },
    ]);
  });

  it('keeps that a run is gone when nobody said anything about it', async () => {
    await rule.tell({});
    rule.github.waiting = [];
    await rule.reconcile();
    expect(rule.elsewhere).toMatchObject([{ how: 'gone', by: null }]);
    await expect(rule.readAnswer()).resolves.toMatchObject({ state: 'ended' });
  });

  it('gives an answer that was refused before', async () => {
    rule.github.trouble.push({ method: 'POST', status: 403 });
    await expect(rule.tell(decided('allow'))).rejects.toThrow('403');
    await rule.reconcile();
    expect(rule.github.taken).toMatchObject([{ state: 'approved' }]);
  });

  it('tries one that is refused for a day, and then no more', async () => {
    rule.github.trouble.push({ method: 'POST', status: 403 });
    await expect(rule.tell(decided('allow'))).rejects.toThrow('403');
    rule.clock.now += 86_400_001;
    rule.github.asked.length = 0;
    await rule.reconcile();
    expect(rule.github.asked).toEqual([]);
  });

  it('sees that an answer of before a crash had arrived', async () => {
    rule.github.trouble.push({ method: 'POST', after: true });
    await expect(rule.tell(decided('deny'))).rejects.toThrow('did not answer');
    await rule.reconcile();
    expect(rule.github.taken).toHaveLength(1);
    expect(rule.elsewhere).toEqual([]);
    await expect(rule.readAnswer()).resolves.toMatchObject({
      state: 'rejected',
    });
  });

  it('leaves a request open when GitHub does not answer', async () => {
    await rule.tell({});
    rule.github.trouble.push({ method: 'GET', status: 502 });
    await rule.reconcile();
    expect(rule.warnings).toEqual([
      expect.stringContaining('Could not reconcile github:ghe.example.com/'),
    ]);
    await expect(rule.readAnswer()).resolves.toMatchObject({ state: 'open' });
  });

  it('asks no more after 30 days', async () => {
    await rule.tell({});
    rule.clock.now += 31 * 86_400_000;
    rule.github.asked.length = 0;
    await rule.reconcile();
    expect(rule.github.asked).toEqual([]);
  });
});

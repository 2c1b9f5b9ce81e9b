import type { Entity } from '@backstage/catalog-model';
import { makePolicy } from './__testUtils__/makePolicy';
import {
  asUser,
  startWithPeople,
  type WithPeople,
} from './__testUtils__/startWithPeople';

const ENTITY = 'component:default/checkout';
const QUESTION = {
  entityRef: ENTITY,
  environment: 'production',
  version: '1.5.0',
  phase: 'pre-deploy',
};
const APPROVERS = ['user:default/alice', 'user:default/bob'];
const RUNBOOK = 'https://runbooks.example.com/release';
const GATE = {
  id: 'release',
  type: 'approval',
  phase: 'pre-deploy',
  runbook: RUNBOOK,
  with: { from: APPROVERS, count: 1, notRequester: true },
};
const CAROL = { requestedBy: { user: 'user:default/carol' } };

const NAMED: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'shop-team', namespace: 'default' },
  spec: { profile: { displayName: 'Shop team' }, type: 'team', children: [] },
};

describe('a version that waits for people', () => {
  let people: WithPeople;
  afterEach(() => people.stop());

  async function start(params: object = {}) {
    people = await startWithPeople({
      policy: makePolicy([{ ...GATE, with: { ...GATE.with, ...params } }]),
      entities: [NAMED],
    });
  }
  const ask = async (rest: object = {}) =>
    (await people.post('/evaluations', { ...QUESTION, ...rest })).body;
  const answer = (id: string, who: string, decision = 'approve') =>
    people.post(
      `/evaluations/${id}/approvals`,
      { gate: 'release', decision, reason: 'seen' },
      asUser(who),
    );
  /** The evaluation once its gates have been looked at. */
  const looked = async (id: string) => {
    for (;;) {
      const { body } = await people.read(`/evaluations/${id}?wait=1s`);
      if (body.outcomes[0].measuredAt !== null) return body;
    }
  };

  it('is let through when somebody who may has approved', async () => {
    await start();
    const { id } = await ask(CAROL);
    expect(await looked(id)).toMatchObject({
      decision: 'wait',
      waitingFor: [{ gate: 'release', who: APPROVERS }],
      retryAfterSeconds: 10,
    });
    expect((await answer(id, 'bob')).status).toBe(200);
    expect(await people.decided(id)).toMatchObject({
      id,
      decision: 'allow',
      retryAfterSeconds: null,
    });
  });

  it('hears how long that usually takes, of evaluations before, and nothing while there is none', async () => {
    await start();
    const first = await ask(CAROL);
    const [waiting] = (await looked(first.id)).waitingFor;
    expect(Object.keys(waiting)).toEqual(['gate', 'who']);
    await answer(first.id, 'bob');
    const decided = await people.decided(first.id);
    const second = await looked((await ask({ ...CAROL, version: '1.6.0' })).id);
    const { usuallySeconds, n } = second.waitingFor[0];
    expect(n).toBe(1);
    const took = Date.parse(decided.decidedAt!) - Date.parse(decided.createdAt);
    expect(Math.abs(usuallySeconds - took / 1000)).toBeLessThanOrEqual(1);
    const [listed] = (
      await people.read(
        '/entities/component/default/checkout/evaluations',
        asUser('alice'),
      )
    ).body.items;
    expect(listed).toEqual(second);
  });

  it('says where people see it, and nowhere for a what-if that nobody keeps', async () => {
    await start();
    const runUrl = 'https://ci.example.com/runs/7';
    const { id, links } = await ask({ ...CAROL, runUrl });
    const page = `https://portal.example.com/catalog/default/component/checkout/quality-gates/gates/evaluations/${id}`;
    expect(links).toEqual([
      { title: 'Evaluation', url: page },
      { title: 'Run', url: runUrl },
    ]);
    expect((await ask({ dryRun: true })).links).toEqual([]);
  });

  it('says who owns what waits, its runbook and how the gate ended before', async () => {
    await start();
    const first = await ask(CAROL);
    await answer(first.id, 'bob', 'reject');
    expect(await people.decided(first.id)).toMatchObject({
      decision: 'deny',
      outcomes: [{ history: { failed: 1, of: 1 } }],
    });
    const { id } = await ask({ ...CAROL, version: '1.6.0' });
    expect((await looked(id)).outcomes).toMatchObject([
      {
        owner: 'group:default/team',
        runbook: RUNBOOK,
        history: { failed: 1, of: 1 },
      },
    ]);
  });

  it('calls those it waits for by name in sentences, and by ref where programs read', async () => {
    await start({ from: ['group:default/shop-team', 'group:default/gone'] });
    const { id } = await ask(CAROL);
    expect(await looked(id)).toMatchObject({
      waitingFor: [{ who: ['group:default/shop-team', 'group:default/gone'] }],
      outcomes: [
        {
          summary:
            '0 of 1 approvals of version 1.5.0: waits for Shop team, group:default/gone',
        },
      ],
    });
  });

  it('refuses those who wrote the commits that it would bring', async () => {
    await start();
    await people.tell('/ingest/commits', {
      repositoryUrl: 'https://github.com/acme/checkout',
      branch: 'main',
      commits: [
        {
          sha: 'abc1234',
          committedAt: new Date().toISOString(),
          author: 'Alice-at-GitHub',
        },
      ],
    });
    const { id } = await ask({ ...CAROL, commit: 'abc1234' });
    const own = await answer(id, 'alice');
    expect(own.status).toBe(403);
    expect(own.body.error.message).toContain('may not approve');
    expect((await answer(id, 'alice', 'reject')).status).toBe(200);
  });

  it('refuses who asked at GitHub, and who wrote the pull request that GitHub names', async () => {
    await start();
    const at = new Date().toISOString();
    const ids = [];
    for (const [id, sender, author] of [
      [1, 'somebody', 'Alice-at-GitHub'],
      [2, 'Alice-at-GitHub', 'somebody'],
    ]) {
      await people.sendWebhook('deployment_protection_rule', {
        ...{ action: 'requested', environment: 'production', event: 'push' },
        deployment_callback_url: null,
        deployment: {
          ...{ id, sha: 'b2b2b2b2b2b2', ref: `v1.${id}`, task: 'deploy' },
          ...{ environment: 'production', created_at: at, updated_at: at },
        },
        pull_requests: [{ number: 42, user: { login: author } }],
        sender: { login: sender },
        repository: {
          full_name: 'acme/checkout',
          html_url: 'https://github.com/acme/checkout',
        },
      });
      const list = `/entities/component/default/checkout/evaluations?version=v1.${id}`;
      for (let found; !found; ) {
        const { body } = await people.read(list, asUser('bob'));
        found = body.items[0];
        if (found) ids.push(found.id);
      }
    }
    for (const id of ids) {
      expect((await answer(id, 'alice')).status).toBe(403);
      expect((await answer(id, 'bob')).status).toBe(200);
    }
    expect(ids).toHaveLength(2);
  });

  it('refuses who asked in the portal', async () => {
    await start();
    const { body } = await people.post(
      '/evaluations',
      { ...QUESTION, requestedBy: { user: 'user:default/carol' } },
      asUser('alice'),
    );
    expect(body.requestedBy).toEqual({
      user: 'user:default/alice',
      login: null,
      token: null,
    });
    expect((await answer(body.id, 'alice')).status).toBe(403);
    expect((await answer(body.id, 'bob')).status).toBe(200);
  });

  it('needs two when nobody knows who is behind it', async () => {
    await start();
    const { id } = await ask();
    await answer(id, 'alice');
    for (let waits = ''; !waits.startsWith('1 of 2'); ) {
      const [{ summary }] = (await looked(id)).outcomes;
      waits = summary;
    }
    await answer(id, 'bob');
    expect(await people.decided(id)).toMatchObject({ decision: 'allow' });
  });

  it('does not count the word of somebody whom the policy does not name', async () => {
    await start({ from: ['user:default/bob'] });
    const { id } = await ask(CAROL);
    await answer(id, 'alice');
    for (let said = ''; !said.includes('is not one of those who may'); ) {
      const { decision, outcomes } = await looked(id);
      expect(decision).toBe('wait');
      said = outcomes[0].summary;
    }
  });
});

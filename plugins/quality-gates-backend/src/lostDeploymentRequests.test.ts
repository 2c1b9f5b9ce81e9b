/**
 * A request of GitHub's deployment protection rule whose webhook was lost while the plugin was away: found on a GitHub of
 * the loopback interface after the start, and treated as if the webhook had come.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  GATES,
  GITHUB_APP,
  startGuarded,
  type Guarded,
} from './__testUtils__/startGuarded';
import { INSTALLATION_TOKEN } from './notify/notifiers/github-protection-rule/__testUtils__/loopbackGithub';

const FIRST = 'b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1';
const COMMIT = 'b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2';
const REPOSITORY = '/repos/acme/payments';
const RULES = `${REPOSITORY}/environments/prod/deployment_protection_rules`;
const PAGE = 'https://github.com/Acme/Payments';

let guarded: Guarded;
const start = async (app = true) => {
  guarded = await startGuarded({ app });
  guarded.github.found['/app/installations'] = [
    { id: 1, account: { login: 'Acme' } },
  ];
};
beforeEach(() => start(), 30_000);
afterEach(() => guarded.stop());

const deploymentOf = (id: number, sha: string, createdAt: string) => ({
  ...{ id, sha, ref: 'main', environment: 'prod', created_at: createdAt },
  ...{ payload: {}, creator: { login: 'github-actions[bot]' } },
});

/** The webhook, as GitHub sends it. */
const webhook = (deployment: ReturnType<typeof deploymentOf>) =>
  JSON.stringify({
    ...{ action: 'requested', environment: 'prod', event: 'push', deployment },
    deployment_callback_url: guarded.callbackUrl,
    pull_requests: [{ number: 42, user: { login: 'ben' } }],
    sender: { login: 'ana' },
    repository: {
      ...{ full_name: 'Acme/Payments', html_url: PAGE },
      default_branch: 'main',
    },
  });

/** Has the run wait again, for which nobody was there. */
function lose(
  deployment: ReturnType<typeof deploymentOf>,
  rules: readonly object[] = [{ enabled: true, app: { id: GITHUB_APP } }],
) {
  const { github, callbackUrl } = guarded;
  const url = callbackUrl.replace('/deployment_protection_rule', '');
  github.waiting = ['prod'];
  Object.assign(github.found, {
    [REPOSITORY]: {
      ...{ full_name: 'Acme/Payments', html_url: PAGE },
      default_branch: 'main',
    },
    [`${REPOSITORY}/actions/runs`]: {
      workflow_runs: [
        {
          ...{ id: 77, run_attempt: 2, url, event: 'push' },
          ...{ head_sha: deployment.sha, actor: { login: 'dana' } },
          triggering_actor: { login: 'ana' },
          pull_requests: [{ number: 42 }],
        },
      ],
    },
    [RULES]: { custom_deployment_protection_rules: rules },
    [`${REPOSITORY}/deployments`]: [deployment],
    [`${REPOSITORY}/deployments/${deployment.id}/statuses`]: [
      { state: 'waiting', log_url: `${PAGE}/actions/runs/77/job/1` },
    ],
    [`${REPOSITORY}/pulls/42`]: { number: 42, user: { login: 'ben' } },
  });
}

async function until(test: () => boolean | Promise<boolean>) {
  for (let tries = 0; !(await test()); tries++) {
    if (tries === 300) throw new Error('It did not come to that');
    await sleep(50);
  }
}

const answers = () => guarded.github.taken.filter(({ state }) => state);
const asked = (path: string) =>
  guarded.github.asked.filter(call => call.toLowerCase().includes(path));
const now = () => new Date().toISOString();

/** A first request, whose webhook arrives and which is rejected. */
async function askOnce() {
  const sent = await guarded.post(
    webhook(deploymentOf(502, FIRST, now())),
    'delivery-1',
  );
  expect(sent.status).toBe(202);
  await until(() => guarded.github.taken.length > 0);
  await guarded.report(GATES.slice(0, 1), 'fail', FIRST);
  await until(() => answers().length === 1);
}

describe('a deployment request whose webhook was lost', () => {
  it('is found and answered once, and its late webhook changes nothing', async () => {
    await askOnce();
    const lost = deploymentOf(503, COMMIT, now());
    lose(lost);
    await guarded.restart();
    await until(async () => (await guarded.evaluations()).length === 2);
    await guarded.report(GATES.slice(0, 1), 'fail', COMMIT);
    await until(() => answers().length === 2);
    const evaluations = await guarded.evaluations();
    expect(evaluations[0]).toMatchObject({
      ...{ environment: 'production', commit: COMMIT, decision: 'deny' },
      requestedBy: { login: 'ana' },
    });
    expect(new Set(guarded.github.authorizations)).toContain(
      `Bearer ${INSTALLATION_TOKEN}`,
    );

    const late = await guarded.post(webhook(lost), 'delivery-2');
    const understood = await guarded.understood(late);
    expect(understood).toMatchObject({ state: 'stored' });
    await guarded.restart();
    await sleep(1_000);
    expect(answers()).toHaveLength(2);
    expect(await guarded.evaluations()).toEqual(evaluations);
    const found = await guarded.read('/deliveries?source=github');
    expect(found.body.items).toHaveLength(3);
  }, 60_000);

  it('is not made of one whose webhook arrived', async () => {
    await askOnce();
    lose(deploymentOf(502, FIRST, now()));
    await guarded.restart();
    await until(() => asked('/deployments?').length > 0);
    await sleep(500);
    expect(asked('/deployments/502/statuses')).toEqual([]);
    const found = await guarded.read('/deliveries?source=github');
    expect(found.body.items).toHaveLength(1);
  }, 60_000);

  it.each([
    ['people or a timer', []],
    ['a rule of another App', [{ enabled: true, app: { id: 99 } }]],
    ['a rule that is off', [{ enabled: false, app: { id: GITHUB_APP } }]],
  ])(
    'is none where %s alone is waited for, which is looked at once',
    async (_, rules) => {
      await askOnce();
      const before = guarded.github.taken.length;
      lose(deploymentOf(503, COMMIT, now()), rules);
      await guarded.restart();
      await until(() => asked(RULES).length === 1);
      await guarded.restart();
      await sleep(500);
      expect(asked(RULES)).toHaveLength(1);
      expect(asked('/actions/runs?status=waiting')).toHaveLength(2);
      expect(guarded.github.taken).toHaveLength(before);
      expect(await guarded.evaluations()).toHaveLength(1);
    },
    60_000,
  );

  it('starts nothing when it is older than notify.maxAge', async () => {
    await askOnce();
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
    lose(deploymentOf(503, COMMIT, anHourAgo));
    await guarded.restart();
    await until(async () => {
      const { body } = await guarded.read('/deliveries?source=github');
      return body.items.length === 2 && body.items[0].state === 'stored';
    });
    await sleep(1_000);
    expect(await guarded.evaluations()).toHaveLength(1);
    expect(answers()).toHaveLength(1);
  }, 60_000);

  it('is not looked for while nobody has ever asked', async () => {
    lose(deploymentOf(503, COMMIT, now()));
    await guarded.restart();
    await sleep(500);
    expect(guarded.github.asked).toEqual([]);
  }, 60_000);

  it('is not looked for with a token, which cannot tell whose rule it is', async () => {
    await guarded.stop();
    await start(false);
    await askOnce();
    lose(deploymentOf(503, COMMIT, now()));
    await guarded.restart();
    await sleep(500);
    expect(asked('/actions/runs?')).toEqual([]);
  }, 60_000);
});

/**
 * GitHub's deployment protection rule through the running plugin: a signed webhook comes in, what it waits for and the
 * answer go out to a GitHub on the loopback interface, also when the plugin was away meanwhile.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  GATES,
  GITHUB_TOKEN,
  startGuarded,
  type Guarded,
} from './__testUtils__/startGuarded';
import { pendingAnswer } from './notify/notifiers/github-protection-rule/payloads';

const COMMIT = 'b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2';

let guarded: Guarded;
beforeEach(async () => {
  guarded = await startGuarded();
}, 30_000);
afterEach(() => guarded.stop());

/** GitHub's own spacing, which parsing and writing again would lose. */
function requested(createdAt = new Date().toISOString()): string {
  return `{ "action": "requested",\n  "environment" : "prod", "event": "push",
    "deployment_callback_url": ${JSON.stringify(guarded.callbackUrl)},
    "deployment": { "id": 502, "sha": "${COMMIT}", "ref": "main", "task": "deploy",
      "environment": "prod", "payload": {}, "description": "Zahlungen \\u00fcber \\u26a1",
      "created_at": "${createdAt}", "updated_at": "${createdAt}",
      "creator": { "login": "github-actions[bot]" } },
    "pull_requests": [ { "number": 42, "user": { "login": "ben" } } ],
    "sender": { "login": "ana" },
    "repository": { "full_name": "Acme/Payments",
      "html_url": "https://github.com/Acme/Payments", "default_branch": "main" } }\n`;
}

async function until(test: () => boolean | Promise<boolean>) {
  for (let tries = 0; !(await test()); tries++) {
    if (tries === 300) throw new Error('It did not come to that');
    await sleep(50);
  }
}

const answers = () => guarded.github.taken.filter(({ state }) => state);
const reports = () => guarded.github.taken.filter(({ state }) => !state);

async function begin(body = requested(), id = 'delivery-1') {
  const sent = await guarded.post(body, id);
  expect(sent.status).toBe(202);
  await until(() => guarded.github.taken.length > 0);
}

/** Reports gates as passed, and waits until the evaluation has heard of them. */
async function pass(gates: readonly string[]) {
  expect((await guarded.report(gates, 'pass', COMMIT)).status).toBe(202);
  await until(async () => {
    const [{ outcomes }] = await guarded.evaluations();
    const passed = outcomes
      .filter(({ outcome }: { outcome: string }) => outcome === 'pass')
      .map(({ gate }: { gate: string }) => gate);
    return gates.every(gate => passed.includes(gate));
  });
}

describe('a deployment protection rule of GitHub', () => {
  it('hears at most ten times, in at most 1,024 characters, what is waited for, and is approved once', async () => {
    await begin();
    const [first] = reports();
    expect(first.comment).toContain('Waiting');
    expect(first.comment).toContain('0 of 21 gates passed');
    expect(first.comment).toMatch(/- and \d+ more/);
    for (const gate of GATES.slice(0, 12)) await pass([gate]);
    await pass(GATES.slice(12));
    await guarded.promote(COMMIT);
    await until(() => answers().length > 0);

    expect(answers()).toEqual([
      {
        environment_name: 'prod',
        state: 'approved',
        comment: expect.stringContaining('21 of 21 gates passed'),
      },
    ]);
    // More changed than may be told.
    expect(reports()).toHaveLength(10);
    for (const { environment_name, comment } of guarded.github.taken) {
      expect(environment_name).toBe('prod');
      expect(comment.length).toBeLessThanOrEqual(1_024);
    }
    expect([...new Set(guarded.github.authorizations)]).toEqual([
      `Bearer ${GITHUB_TOKEN}`,
    ]);
    const [evaluation, ...others] = await guarded.evaluations();
    expect(others).toEqual([]);
    expect(evaluation).toMatchObject({
      ...{ environment: 'production', commit: COMMIT, decision: 'allow' },
      requestedBy: { login: 'ana' },
    });
    expect(JSON.stringify(evaluation)).not.toContain(GITHUB_TOKEN);
  }, 60_000);

  it('is rejected when a gate fails, and a pass that comes later changes nothing', async () => {
    await begin();
    await guarded.report(GATES.slice(0, 1), 'fail', COMMIT);
    await until(() => answers().length > 0);
    expect(answers()).toMatchObject([
      {
        state: 'rejected',
        comment: expect.stringContaining('Must not be deployed'),
      },
    ]);
    await guarded.report(GATES.slice(0, 1), 'pass', COMMIT);
    await sleep(1_000);
    expect(answers()).toHaveLength(1);
  }, 60_000);

  it('is asked about once, however often and under whatever id the request is delivered', async () => {
    const body = requested();
    await begin(body);
    const again = await guarded.post(body, 'delivery-1');
    expect([again.status, again.body.duplicate]).toEqual([202, true]);
    const other = await guarded.post(body, 'delivery-2');
    expect([other.status, other.body.duplicate]).toEqual([202, false]);
    await guarded.understood(other);
    await guarded.report(GATES.slice(0, 1), 'fail', COMMIT);
    await until(() => answers().length > 0);
    await sleep(1_000);
    expect(answers()).toHaveLength(1);
    expect(await guarded.evaluations()).toHaveLength(1);
  }, 60_000);

  it('hears nothing when a byte is another than was signed', async () => {
    const body = requested();
    const forged = [
      JSON.stringify(JSON.parse(body)),
      body.replace('prod', 'dev'),
      `${body} `,
    ];
    for (const [n, one] of forged.entries()) {
      const sent = await guarded.post(one, `delivery-${n}`, body);
      expect(sent.status).toBe(401);
    }
    await sleep(500);
    expect(await guarded.evaluations()).toEqual([]);
    expect(guarded.github.asked).toEqual([]);
  });

  it('hears nothing when it asked longer ago than notify.maxAge', async () => {
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
    const sent = await guarded.post(requested(anHourAgo), 'delivery-1');
    await guarded.understood(sent);
    await sleep(1_000);
    expect(await guarded.evaluations()).toEqual([]);
    expect(guarded.github.asked).toEqual([]);
  });

  it('is answered after the plugin was away, with what GitHub would not take before', async () => {
    await begin();
    guarded.github.trouble.push({ method: 'POST', status: 403 });
    await guarded.report(GATES.slice(0, 1), 'fail', COMMIT);
    await until(async () => {
      const failed = await guarded.read('/outbox?state=failed');
      return failed.body.items.length > 0;
    });
    expect(answers()).toEqual([]);
    await guarded.restart();
    await until(() => answers().length > 0);
    expect(answers()).toMatchObject([{ state: 'rejected' }]);
    await guarded.restart();
    await sleep(1_000);
    expect(answers()).toHaveLength(1);
  }, 60_000);

  it('goes on waiting after the plugin was away, and is approved when it may', async () => {
    await begin();
    await guarded.restart();
    await pass(GATES);
    await guarded.promote(COMMIT);
    await until(() => answers().length > 0);
    expect(answers()).toMatchObject([{ state: 'approved' }]);
    expect(await guarded.evaluations()).toHaveLength(1);
  }, 60_000);

  it('is found bypassed after the plugin was away, which the audit log keeps with who did it', async () => {
    await begin();
    guarded.github.waiting = [];
    guarded.github.reviews = [
      {
        state: 'approved',
        comment: 'hotfix',
        environments: [{ id: 1, name: 'prod' }],
        user: { login: 'grace' },
      },
    ];
    const ofRequests = () =>
      guarded.audited.filter(({ eventId }) => eventId === 'deployment-request');
    expect(ofRequests()).toEqual([]);
    await guarded.restart();
    await until(() => ofRequests().length > 0);
    expect(ofRequests()).toEqual([
      {
        eventId: 'deployment-request',
        severityLevel: 'high',
        meta: expect.objectContaining({
          ...{ actionType: 'approved', by: 'grace', comment: 'hotfix' },
          environment: 'prod',
          requestKey: 'github:github.com/acme/payments/502',
        }),
      },
    ]);
    await guarded.report(GATES.slice(0, 1), 'fail', COMMIT);
    await sleep(1_000);
    expect(answers()).toEqual([]);
    await guarded.restart();
    await sleep(500);
    expect(ofRequests()).toHaveLength(1);
  }, 60_000);
});

const corpus = join(process.env.QUALITY_GATES_CORPUS ?? '', 'gates/github');
const isThere = existsSync(corpus);
const recorded = isThere ? describe : describe.skip;
const named = isThere ? '' : ' (skipped: QUALITY_GATES_CORPUS is not set)';
const read = (file: string) =>
  JSON.parse(readFileSync(join(corpus, file), 'utf8'));

recorded(`what GitHub documents of its rule${named}`, () => {
  it('is asked and answered', async () => {
    await guarded.stop();
    guarded = await startGuarded({
      repository: 'Codertocat/Hello-World',
      run: '2547283941',
    });
    guarded.github.waiting = ['production'];
    const body = read('webhook-deployment_protection_rule-requested.json');
    const { sha } = body.deployment;
    const createdAt = new Date().toISOString();
    const asked = {
      ...body,
      deployment_callback_url: guarded.callbackUrl,
      deployment: { ...body.deployment, created_at: createdAt },
    };
    await begin(JSON.stringify(asked));
    await guarded.report(GATES.slice(0, 1), 'fail', sha);
    await until(() => answers().length > 0);
    const keysOf = (one: object) => Object.keys(one).sort();
    const report = 'post-deployment_protection_rule-status-only-request.json';
    const answer = 'post-deployment_protection_rule-approve-request.json';
    expect(keysOf(reports()[0])).toEqual(keysOf(read(report)));
    expect(keysOf(answers()[0])).toEqual(keysOf(read(answer)));
  }, 60_000);

  it('says which environments wait', () => {
    expect(pendingAnswer.parse(read('get-pending-deployments.json'))).toEqual([
      { environment: { name: 'staging' } },
    ]);
  });
});

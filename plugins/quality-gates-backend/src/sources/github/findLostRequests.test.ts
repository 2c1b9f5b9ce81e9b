import type { PollContext } from '@quality-gates/backstage-plugin-quality-gates-node';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import {
  startLoopbackSystem,
  type LoopbackSystem,
} from '../../receive/__testUtils__/loopbackSystem';
import { createPollRequest } from '../../receive/pollRequest';
import { findLostRequests } from './findLostRequests';
import { github } from './index';

const PAGE = 'https://github.com/acme/mono';
const RULES = '/environments/prod/deployment_protection_rules';

const run = (id: number, rest: object = {}) => ({
  ...{ id, run_attempt: 1, event: 'push', head_sha: 'c0ffee' },
  ...{ url: `https://api.github.com/repos/acme/mono/actions/runs/${id}` },
  ...{ triggering_actor: { login: 'ana' }, ...rest },
});
const deployment = (id: number) => ({
  ...{ id, sha: 'c0ffee', ref: 'release-1.2', environment: 'prod' },
  ...{ created_at: '2025-03-10T12:00:00Z', payload: {} },
});
const waitingIn = (id: number) => ({
  body: [{ state: 'waiting', log_url: `${PAGE}/actions/runs/${id}/job/1` }],
});

describe('findLostRequests', () => {
  let system: LoopbackSystem;
  beforeEach(async () => {
    system = await startLoopbackSystem();
    system.answers = {
      '/actions/runs': { body: { workflow_runs: [run(77)] } },
      '/actions/runs/77/pending_deployments': {
        body: [{ environment: { name: 'prod' } }],
      },
      '/actions/runs/78/pending_deployments': {
        body: [{ environment: { name: 'prod' } }],
      },
      [RULES]: {
        body: {
          custom_deployment_protection_rules: [
            { enabled: true, app: { id: 7 } },
          ],
        },
      },
      '/deployments': { body: [deployment(1)] },
      '/deployments/1/statuses': waitingIn(77),
      '/': { body: { html_url: PAGE, default_branch: 'release-1.2' } },
    };
  });
  afterEach(() => system.stop());

  /** One search; what it found and where it stands, even where it broke off. */
  async function search(before?: unknown, known: readonly number[] = []) {
    const request = createPollRequest({
      requestsPerRun: 100,
      signal: new AbortController().signal,
      now: () => 0,
    });
    const get: PollContext['get'] = path =>
      request(`${system.url}${path || '/'}`);
    const pages = findLostRequests(
      { get, appIds: [7], isKnown: async id => known.includes(id) },
      before,
    );
    const facts = [];
    let state = before;
    let problem: unknown;
    try {
      for await (const page of pages) {
        for (const { kind, body } of page.deliveries) {
          facts.push(...github.normalise(deliver(kind, body)));
        }
        state = page.state;
      }
    } catch (error) {
      problem = error;
    }
    return { facts, state, problem };
  }

  it('tells what the webhook would have told', async () => {
    system.answers['/actions/runs'] = {
      body: {
        workflow_runs: [run(77, { pull_requests: [{ number: 42 }] })],
      },
    };
    system.answers['/pulls/42'] = {
      body: { number: 42, user: { login: 'ben' } },
    };
    const { facts } = await search();
    expect(facts).toEqual([
      expect.objectContaining({
        type: 'deployment-request',
        key: 'github:github.com/acme/mono/1',
        at: Date.UTC(2025, 2, 10, 12),
        data: expect.objectContaining({
          environment: 'prod',
          commit: 'c0ffee',
          // The default branch only looks like a version.
          version: undefined,
          branch: 'release-1.2',
          runUrl: `${PAGE}/actions/runs/77`,
          callbackUrl:
            'https://api.github.com/repos/acme/mono/actions/runs/77/deployment_protection_rule',
          actor: 'ana',
          authors: ['ben'],
        }),
      }),
    ]);
  });

  it('finds each once, and goes on where it was', async () => {
    const first = await search();
    expect(first.facts).toHaveLength(1);
    system.asked.length = 0;
    const second = await search(first.state);
    expect(second.facts).toEqual([]);
    expect(system.asked).not.toContain('/deployments/1/statuses?per_page=1');
    expect(second.state).toEqual(first.state);
  });

  it('forgets runs that wait no more', async () => {
    const { state } = await search();
    system.answers['/actions/runs'] = { body: { workflow_runs: [] } };
    await expect(search(state)).resolves.toMatchObject({
      state: { foreign: [], known: [] },
    });
  });

  it('finds a job that asks later in the same run', async () => {
    const { state } = await search();
    system.answers['/deployments'] = { body: [deployment(2), deployment(1)] };
    system.answers['/deployments/2/statuses'] = waitingIn(77);
    const { facts } = await search(state);
    expect(facts.map(({ key }) => key)).toEqual([
      'github:github.com/acme/mono/2',
    ]);
  });

  it.each([
    ['that is known', {}, [1]],
    ['of another run', { '/deployments/1/statuses': waitingIn(770) }, []],
    [
      'that does not say of which run it is',
      { '/deployments/1/statuses': { body: [{ state: 'waiting' }] } },
      [],
    ],
    [
      'that waits no more',
      {
        '/deployments/1/statuses': {
          body: [{ ...waitingIn(77).body[0], state: 'in_progress' }],
        },
      },
      [],
    ],
    ['whose run has gone', { '/actions/runs': { status: 404 } }, []],
  ])('says nothing of a deployment %s', async (_, answers, known) => {
    Object.assign(system.answers, answers);
    await expect(search(undefined, known)).resolves.toMatchObject({
      facts: [],
      problem: undefined,
    });
  });

  it('tells of no request whose authors it may not see, but of the others', async () => {
    system.answers['/actions/runs'] = {
      body: {
        workflow_runs: [run(77, { pull_requests: [{ number: 42 }] }), run(78)],
      },
    };
    system.answers['/pulls/42'] = { status: 403 };
    system.answers['/deployments'] = { body: [deployment(1), deployment(2)] };
    system.answers['/deployments/2/statuses'] = waitingIn(78);
    const { facts, problem } = await search();
    expect(facts.map(({ key }) => key)).toEqual([
      'github:github.com/acme/mono/2',
    ]);
    expect(problem).toMatchObject({ name: 'NotAllowedError' });
  });
});

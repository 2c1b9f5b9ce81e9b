import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import deployment from './__fixtures__/deployment.success.json';
import { deploymentFact } from './__fixtures__/facts';
import { gitlab } from './index';

const deploy = (rest: object) =>
  gitlab.normalise(deliver('Deployment Hook', { ...deployment, ...rest }))[0];

describe('deploymentFacts', () => {
  it.each([
    ['created', 'pending', undefined],
    ['blocked', 'pending', undefined],
    ['running', 'executing', undefined],
    ['success', 'terminal', 'success'],
    ['failed', 'terminal', 'failure'],
    ['canceled', 'terminal', 'cancellation'],
    ['skipped', 'terminal', 'skip'],
  ])('%s is %s with result %s', (status, phase, result) => {
    const { at } = deploymentFact;
    expect(deploy({ status })).toMatchObject({
      key: deploymentFact.key,
      phase,
      data: { status, result, finishedAt: result && at },
    });
  });

  it('starts when it runs, and no other message moves that', () => {
    const started = (status: string) =>
      (deploy({ status }).data as { startedAt?: number }).startedAt;
    expect(started('running')).toBe(deploymentFact.at);
    expect(['created', 'success', 'failed'].map(started)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('never says that a failed one reached its environment', () => {
    expect(deploy({ status: 'failed' }).data).not.toHaveProperty(
      'reachedEnvironment',
    );
  });

  it('brings the whole commit, and the short one only when nothing else is sent', () => {
    const sha = 'd4'.repeat(20);
    expect(deploy({}).data).toMatchObject({ commit: 'b2'.repeat(20) });
    expect(deploy({ sha }).data).toMatchObject({ commit: sha });
    expect(deploy({ commit_url: null }).data).toMatchObject({
      commit: 'b2b2b2b2',
    });
  });

  it.each([
    ['v1.4.0', 'v1.4.0'],
    ['payments@2.0.1', 'payments@2.0.1'],
    ['main', undefined],
    ['retry-payments', undefined],
    ['release/1.4', undefined],
    [null, undefined],
  ])('of ref %s has version %s', (ref, version) => {
    expect(deploy({ ref }).data).toMatchObject({ version });
  });

  it('makes no link of anything but a web address', () => {
    const deployable_url = 'data:text/html,x';
    expect(deploy({ deployable_url }).data).toMatchObject({
      url: undefined,
      runUrl: undefined,
    });
  });
});

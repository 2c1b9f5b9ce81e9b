import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import created from './__fixtures__/deployment.created.json';
import success from './__fixtures__/deployment_status.success.json';
import { github } from './index';

const deploy = (rest: object) => {
  const deployment = { ...created.deployment, ...rest };
  return github.normalise(deliver('deployment', { ...created, deployment }))[0];
};
const status = (rest: object, context: object = {}) =>
  github.normalise(
    deliver('deployment_status', {
      ...success,
      ...context,
      deployment_status: { ...success.deployment_status, ...rest },
    }),
  )[0];

describe('deploymentFacts', () => {
  it.each([
    ['v1.4.0', {}, 'v1.4.0'],
    ['refs/tags/nightly', {}, 'nightly'],
    ['payments@2.0.1', {}, 'payments@2.0.1'],
    ['main', {}, undefined],
    ['retry-payments', {}, undefined],
    ['refs/heads/release-1.4', {}, undefined],
    [created.deployment.sha, {}, undefined],
    ['main', { version: '4.18.0' }, '4.18.0'],
    ['v1.4.0', { version: '4.18.0' }, '4.18.0'],
    ['main', '{"version":"1.0.0"}', undefined],
    ['main', { version: 4 }, undefined],
    ['main', null, undefined],
  ])('of ref %s and payload %j, the version is %s', (ref, payload, version) => {
    expect(deploy({ ref, payload }).data).toMatchObject({
      commit: created.deployment.sha,
      version,
    });
  });

  it('writes the environment into the address of its page', () => {
    expect(deploy({ environment: 'eu/prod #1' }).data).toMatchObject({
      environment: 'eu/prod #1',
      url: 'https://github.com/Acme/Payments/deployments/eu%2Fprod%20%231',
    });
  });
});

describe('deploymentStatusFacts', () => {
  it.each([
    ['queued', 'pending', undefined],
    ['pending', 'pending', undefined],
    ['waiting', 'pending', undefined],
    ['in_progress', 'executing', undefined],
    ['success', 'terminal', 'success'],
    ['failure', 'terminal', 'failure'],
    ['error', 'terminal', 'error'],
  ])('%s is %s with result %s', (state, phase, result) => {
    const fact = status({ state });
    expect(fact).toMatchObject({ phase, data: { status: state, result } });
    expect(fact.data).toHaveProperty(
      'finishedAt',
      result ? Date.parse('2025-03-10T12:05:00Z') : undefined,
    );
  });

  it('never says that a failed deployment reached its environment', () => {
    expect(status({ state: 'failure' }).data).not.toHaveProperty(
      'reachedEnvironment',
    );
  });

  it('names the run by workflow_run, else log_url, else target_url', () => {
    const none = { workflow_run: null };
    const run = 'https://github.com/Acme/Payments/actions/runs/7001';
    expect(status({}).data).toMatchObject({ runUrl: run });
    expect(status({}, none).data).toMatchObject({ runUrl: `${run}/job/9003` });
    expect(
      status({ log_url: null, target_url: 'https://ci.example.com/7' }, none)
        .data,
    ).toMatchObject({ runUrl: 'https://ci.example.com/7' });
  });

  it('drops a target_url that is no web address', () => {
    const fact = status(
      { log_url: null, target_url: 'data:text/html,x' },
      { workflow_run: null },
    );
    expect(fact.data).toMatchObject({ runUrl: undefined });
  });
});

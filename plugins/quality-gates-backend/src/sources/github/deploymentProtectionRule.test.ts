import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import requested from './__fixtures__/deployment_protection_rule.requested.json';
import { github } from './index';

const dataOf = (rest: object, deployment: object = {}) =>
  github.normalise(
    deliver('deployment_protection_rule', {
      ...requested,
      ...rest,
      deployment: { ...requested.deployment, ...deployment },
    }),
  )[0].data;

describe('deploymentProtectionRuleFacts', () => {
  it.each([
    ['main', undefined, 'main'],
    ['refs/heads/release/2', undefined, 'release/2'],
    ['refs/tags/v2', 'v2', undefined],
    ['v2.0', 'v2.0', undefined],
    [requested.deployment.sha, undefined, undefined],
    ['refs/pull/42/merge', undefined, undefined],
  ])('reads %s as version %s of branch %s', (ref, version, branch) => {
    expect(dataOf({}, { ref })).toMatchObject({ version, branch });
  });

  it('keeps a callback only when it is a web address', () => {
    const callback = (url: string | null) =>
      dataOf({ deployment_callback_url: url });
    for (const url of [null, 'file:///etc/passwd', 'ftp://a/b']) {
      expect(callback(url)).toMatchObject({
        callbackUrl: undefined,
        runUrl: undefined,
      });
    }
  });

  it('falls back to the environment and the creator of the deployment', () => {
    expect(dataOf({ environment: null, sender: null })).toMatchObject({
      environment: 'production',
      actor: 'github-actions[bot]',
    });
  });

  it('names no authors when no pull request names one', () => {
    const none = { pull_requests: [{ number: 1 }] };
    expect(dataOf(none)).toHaveProperty('authors', undefined);
    expect(dataOf({ pull_requests: null })).toHaveProperty(
      'authors',
      undefined,
    );
  });
});

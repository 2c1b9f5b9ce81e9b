import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { matchCallback } from './matchCallback';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      github: [
        { host: 'github.com' },
        {
          host: 'ghe.example.com',
          apiBaseUrl: 'https://ghe.example.com/api/v3',
        },
      ],
    },
  }),
);

const match = (callbackUrl: string | undefined, key?: string) =>
  matchCallback(
    {
      key: key ?? 'github:github.com/acme/payments/7',
      at: 0,
      data: { id: '7', environment: 'production', callbackUrl },
    },
    integrations,
  );
const RUN = '/repos/Acme/Payments/actions/runs/77/deployment_protection_rule';

describe('matchCallback', () => {
  it('finds the run of a repository, whatever the case', () => {
    expect(match(`https://api.github.com${RUN}`)).toEqual({
      apiUrl: 'https://api.github.com/repos/Acme/Payments/actions/runs/77',
      page: 'https://github.com/Acme/Payments',
      environment: 'production',
    });
  });

  it('finds the run on a server of one’s own, below its path', () => {
    const key = 'github:ghe.example.com/acme/payments/7';
    expect(match(`https://ghe.example.com/api/v3${RUN}`, key).apiUrl).toBe(
      'https://ghe.example.com/api/v3/repos/Acme/Payments/actions/runs/77',
    );
  });

  it.each([
    undefined,
    'nonsense',
    `http://api.github.com${RUN}`,
    `https://api.github.com:8443${RUN}`,
    `https://api.github.com.evil.example${RUN}`,
    `https://evil.example${RUN}`,
    `https://api.github.com@evil.example${RUN}`,
    `https://user:pass@api.github.com${RUN}`,
    `https://169.254.169.254${RUN}`,
    `https://ghe.example.com/api/v3${RUN}`,
    `https://api.github.com${RUN}?to=elsewhere`,
    `https://api.github.com${RUN}#there`,
    `https://api.github.com${RUN}/more`,
    `https://api.github.com/x/..${RUN.replace('Payments', 'Other')}`,
    'https://api.github.com/repos/acme/other/actions/runs/77/deployment_protection_rule',
    'https://api.github.com/repos/acme/payments/actions/runs/../../../77/deployment_protection_rule',
    'https://api.github.com/repos/acme/payments/actions/runs/7%2F7/deployment_protection_rule',
    'https://api.github.com/repos/acme/payments/actions/runs/77/cancel',
  ])('asks nobody for the callback %s', callbackUrl => {
    expect(() => match(callbackUrl)).toThrow('nobody is answered');
  });

  it('asks nobody for a host that no integration names', () => {
    expect(() =>
      match(
        `https://other.example${RUN}`,
        'github:other.example/acme/payments/7',
      ),
    ).toThrow('integrations.github has no entry');
  });
});

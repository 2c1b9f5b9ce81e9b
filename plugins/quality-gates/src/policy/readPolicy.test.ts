import type { PolicyFinding } from '@quality-gates/backstage-plugin-quality-gates-common';
import { createApi } from '../__testUtils__/createApi';
import { readPolicy } from './readPolicy';

function finding(policy: string, rule: string): PolicyFinding {
  return {
    severity: 'warning',
    path: 'spec.decision.failureMode',
    rule,
    message: 'What could not be asked is let through',
    policy,
  };
}

const at = {
  entityRef: 'component:default/checkout',
  environment: 'production',
};

function createPolicies(findings: PolicyFinding[]) {
  const summary = { description: null, level: 'app-config', spec: {} } as const;
  return createApi({
    readPolicy: async () => ({
      ...at,
      name: 'checkout',
      digest: 'abc',
      spec: {},
      origins: {
        decision: { level: 'app-config', policy: 'company' },
        gates: { level: 'repository', policy: 'other' },
      },
      findings,
    }),
    readPolicies: async () => ({
      items: [
        {
          ...summary,
          name: 'company',
          findings: [finding('company', 'fails-open')],
        },
        {
          ...summary,
          name: 'other',
          findings: [finding('other', 'only-shadow')],
        },
      ],
    }),
  });
}

async function rulesOf(findings: PolicyFinding[]) {
  const api = createPolicies(findings);
  const policy = await readPolicy(api, at, new AbortController().signal);
  return policy.findings.map(({ policy: name, rule }) => `${name} ${rule}`);
}

describe('readPolicy', () => {
  it('adds what lint says of the configured policies that have a part in it, and of no other', async () => {
    expect(await rulesOf([finding('checkout', 'empty-allows')])).toEqual([
      'checkout empty-allows',
      'company fails-open',
    ]);
  });

  it('says once what both tell', async () => {
    expect(await rulesOf([finding('company', 'fails-open')])).toEqual([
      'company fails-open',
    ]);
  });
});

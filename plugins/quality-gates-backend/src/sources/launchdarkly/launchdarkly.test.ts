import { createHmac } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import {
  deliver,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { saidBy } from '../__testUtils__/saidBy';
import turnedOn from './__fixtures__/flag.updateOn.json';
import { launchdarkly } from './index';

const FLAG = 'proj/shop:env/production:flag/new-cart';
const STAGING = 'proj/shop:env/staging:flag/new-cart';
const entry = (accesses: [action: string, resource: string][], rest = {}) =>
  deliver('flag', {
    ...turnedOn,
    accesses: accesses.map(([action, resource]) => ({ action, resource })),
    ...rest,
  });

const turnedOnFact = {
  type: 'flag' as const,
  key: 'launchdarkly:67cedd0c0000000000000001/production',
  subject: {
    annotations: [{ key: 'launchdarkly.com/project-key', value: 'shop' }],
  },
  channel: 'webhook' as const,
  at: 1_741_609_800_250,
  phase: 'terminal' as const,
  data: {
    id: '67cedd0c0000000000000001/production',
    flag: 'new-cart',
    environment: 'production',
    from: 'off',
    to: 'on',
    actor: 'ana@example.com',
    url: 'https://app.launchdarkly.com/shop/production/features/new-cart',
  },
};
const factOf = (environment: string | undefined, data: object) => {
  const id = `67cedd0c0000000000000001/${environment ?? '*'}`;
  return {
    ...turnedOnFact,
    key: `launchdarkly:${id}`,
    data: { ...turnedOnFact.data, id, environment, ...data },
  };
};

const body = new TextEncoder().encode(JSON.stringify(turnedOn));
const secret = 'correct horse battery staple';

describeSource(launchdarkly, {
  golden: [
    {
      title: 'a flag that was turned on is one change, however many actions',
      delivery: deliver('flag', turnedOn),
      facts: [turnedOnFact],
    },
    {
      title: 'rules that changed are a change of neither on nor off',
      delivery: entry([['updateRules', STAGING]]),
      facts: [factOf('staging', { from: undefined, to: undefined })],
    },
    {
      title: 'a new flag comes from nothing, in each of its environments',
      delivery: entry(
        [
          ['createFlag', FLAG],
          ['createFlag', STAGING],
        ],
        { previousVersion: null },
      ),
      facts: [
        factOf('production', { from: undefined }),
        factOf('staging', { from: undefined }),
      ],
    },
    {
      title: 'a deleted flag was what it was before',
      delivery: entry([['deleteFlag', FLAG]], { currentVersion: null }),
      facts: [factOf('production', { to: 'deleted' })],
    },
    {
      title: 'an archived flag is archived in all environments',
      delivery: entry(
        [['updateGlobalArchived', 'proj/shop:env/*:flag/new-cart']],
        { currentVersion: { archived: true } },
      ),
      facts: [factOf(undefined, { from: undefined, to: 'archived' })],
    },
  ],
  ignored: [
    ...['updateName', 'updateTags', 'createApprovalRequest', 'constructor'].map(
      action => ({
        title: `${action}, which no user notices`,
        delivery: entry([[action, FLAG]]),
      }),
    ),
    {
      title: 'an action on something that is no flag',
      delivery: entry([['updateRules', 'proj/shop:env/production:segment/a']]),
    },
    { title: 'a segment', delivery: deliver('segment', {}) },
    { title: 'Object.prototype', delivery: deliver('constructor', {}) },
  ],
  malformed: [
    {
      title: 'an entry without an id',
      delivery: entry([], { _id: '' }),
      names: '_id',
    },
    {
      title: 'a date that is text',
      delivery: entry([], { date: '2025-03-10T12:00:00Z' }),
      names: 'date',
    },
    {
      title: 'an entry without actions',
      delivery: entry([], { accesses: null }),
      names: 'accesses',
    },
    {
      title: 'an environment that is neither on nor off',
      delivery: entry([], {
        currentVersion: { environments: { production: { on: 'yes' } } },
      }),
      names: 'currentVersion.environments.production.on',
    },
  ],
  signed: {
    request: {
      body,
      headers: {
        'x-ld-signature': createHmac('sha256', secret)
          .update(body)
          .digest('hex'),
      },
    },
    config: new ConfigReader({ webhook: { secrets: ['the old one', secret] } }),
    unconfigured: new ConfigReader({ type: 'launchdarkly' }),
    proofHeader: 'x-ld-signature',
    kind: 'flag',
    externalId: '67cedd0c0000000000000001',
  },
});

describe('flagFacts', () => {
  const dataOf = (rest: object) =>
    launchdarkly.normalise(entry([['updateOn', FLAG]], rest))[0].data;

  it('names a token or an app when no member did it, and nobody when none is told', () => {
    const [token, app] = [{ name: 'terraform' }, { name: 'slack' }];
    expect(dataOf({ member: null, token, app })).toMatchObject({
      actor: 'terraform',
    });
    expect(dataOf({ member: null, app })).toMatchObject({ actor: 'slack' });
    expect(dataOf({ member: null })).toHaveProperty('actor', undefined);
  });

  it.each([
    undefined,
    'Ana turned on the flag',
    '[New cart](javascript:alert)',
    '[New cart](/shop/production/features/new-cart)',
  ])('makes no link of %j', title => {
    expect(dataOf({ title })).toHaveProperty('url', undefined);
  });

  it('says nothing of a state that is not told', () => {
    const untold = { currentVersion: { environments: {} } };
    expect(dataOf(untold)).toMatchObject({ from: 'off', to: undefined });
  });

  it('is bounded, whatever number of environments there are', () => {
    const many = Array.from({ length: 500 }, (_, n): [string, string] => [
      'createFlag',
      `proj/shop:env/e${n}:flag/new-cart`,
    ]);
    expect(launchdarkly.normalise(entry(many))).toHaveLength(100);
  });
});

describe('what a body says of itself', () => {
  it.each(['', '{"_id":', '{"_id":7,"kind":"flag"}', 'null'])(
    'is nothing when it is %j',
    text => {
      expect(saidBy(launchdarkly, text)).toEqual([undefined, undefined]);
    },
  );
});

import { createEnvironments } from './environments';

const environments = createEnvironments([
  { name: 'Dev', tier: 'development', aliases: [] },
  { name: 'staging', tier: 'staging', aliases: ['Stage', 'stg'] },
  {
    name: 'production',
    tier: 'production',
    aliases: ['prod', 'live', 'production-*', '*.prod.acme.com'],
  },
  { name: 'production-test', tier: 'test', aliases: [] },
  { name: 'vault', tier: 'production', aliases: ['vault-*'] },
]);

describe('canonical', () => {
  it.each([
    ['prod', 'production'],
    [' LIVE ', 'production'],
    ['Production', 'production'],
    ['STAGE', 'staging'],
    ['DEV', 'dev'],
    ['production-eu', 'production-eu'],
    ['Preview-17', 'preview-17'],
  ])('stores %s as %s', (sent, stored) => {
    expect(environments.canonical(sent)).toBe(stored);
  });
});

describe('list', () => {
  const tierOf = (name: string) =>
    environments.list([name]).find(one => one.name === name)?.tier;

  it.each([
    ['production', 'production'],
    ['production-eu', 'production'],
    ['eu.prod.acme.com', 'production'],
    ['production-test', 'test'],
    ['euxprodxacmexcom', 'other'],
    ['preproduction-eu', 'other'],
    ['preview-17', 'other'],
  ])('gives %s the tier %s', (name, tier) => {
    expect(tierOf(name)).toBe(tier);
  });

  it('is in the order of promotion, with names nobody configured first', () => {
    const configured = environments.list([]).map(({ name }) => name);
    const listed = environments
      .list(['production-eu', 'preview-17', ...configured])
      .map(({ name }) => name);
    expect(listed[0]).toBe('preview-17');
    expect(listed.filter(name => configured.includes(name))).toEqual(
      configured,
    );
    expect(listed.indexOf('production-eu')).toBe(
      listed.indexOf('production') + 1,
    );
  });
});

describe('resolve', () => {
  const stored = [
    'live',
    'preview-17',
    'production-eu',
    'production-test',
    'production-us',
    'staging',
    'vault-eu',
  ];

  it('means all of tier production when nothing is asked', () => {
    expect(environments.resolve([], stored)).toEqual([
      'live',
      'production',
      'production-eu',
      'production-us',
      'vault',
      'vault-eu',
    ]);
  });

  it.each([
    [['prod'], ['live', 'production', 'production-eu', 'production-us']],
    [['production-eu'], ['production-eu']],
    [['Preview-17'], ['preview-17']],
    [['nowhere'], ['nowhere']],
    [
      ['prod', 'stg', 'PROD', 'staging'],
      ['staging', 'live', 'production', 'production-eu', 'production-us'],
    ],
    [['production-test'], ['production-test']],
  ])('takes %j for %j', (asked, expected) => {
    expect(environments.resolve(asked, stored)).toEqual(expected);
  });
});

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

describe('tierOf', () => {
  it.each([
    ['prod', 'production'],
    ['PRODUCTION-EU', 'production'],
    ['eu.prod.acme.com', 'production'],
    ['production-test', 'test'],
    ['euxprodxacmexcom', undefined],
    ['preproduction-eu', undefined],
    ['preview-17', undefined],
  ])('of %s is %s', (environment, tier) => {
    expect(environments.tierOf(environment)).toBe(tier);
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

describe('orderOf', () => {
  it('is the order of promotion, with names nobody configured first', () => {
    const names = ['vault', 'production-eu', 'stg', 'preview-17', 'dev'];
    expect(
      names.sort((a, b) => environments.orderOf(a) - environments.orderOf(b)),
    ).toEqual(['preview-17', 'dev', 'stg', 'production-eu', 'vault']);
  });
});

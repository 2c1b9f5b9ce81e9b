import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readQualityGatesConfig } from './config';

const read = (qualityGates?: JsonObject) =>
  readQualityGatesConfig(
    new ConfigReader(qualityGates ? { qualityGates } : {}),
  );

describe('readQualityGatesConfig', () => {
  it('needs nothing', () => {
    expect(read()).toEqual(read({}));
    expect(read()).toMatchObject({
      timezone: 'UTC',
      environments: [
        { name: 'staging', tier: 'staging', aliases: ['stage', 'stg'] },
        {
          name: 'production',
          tier: 'production',
          aliases: ['prod', 'live', 'production-*'],
        },
      ],
      ingest: {
        tokens: [],
        maxBodyMiB: 64,
        requestsPerSecond: 200,
        threads: 1,
      },
      attribution: { serviceName: true, catalogRefresh: 60_000 },
      dora: {
        incidentLink: {
          withinHours: 24,
          excludeLabels: { cause: ['infrastructure', 'external'] },
        },
        benchmarkYear: 2023,
      },
    });
  });

  it('lets a token without limits report for everything, and only report', () => {
    const tokens = [{ name: 'ci', token: 'long-enough' }];
    expect(read({ ingest: { tokens } }).ingest.tokens).toEqual([
      {
        name: 'ci',
        token: 'long-enough',
        allow: ['ingest'],
        sources: ['*'],
        entities: ['*'],
      },
    ]);
  });

  it('takes two tokens of one name, as a rotation needs', () => {
    const tokens = [
      { name: 'ci', token: 'the-old-one' },
      { name: 'ci', token: 'the-new-one' },
    ];
    expect(read({ ingest: { tokens } }).ingest.tokens).toHaveLength(2);
  });

  it('reads durations to milliseconds and takes what a source adds of its own', () => {
    const config = read({
      attribution: { catalogRefresh: { minutes: 1, seconds: 30 } },
      sources: { prom: { type: 'prometheus', url: 'http://localhost' } },
    });
    expect(config.attribution.catalogRefresh).toBe(90_000);
    expect(config.sources.prom).toEqual({
      type: 'prometheus',
      url: 'http://localhost',
    });
  });

  it.each([
    [2023, 2023],
    ['2023', 2023],
    ['none', null],
  ])('reads benchmarkYear %s as %s', (benchmarkYear, expected) => {
    expect(read({ dora: { benchmarkYear } }).dora.benchmarkYear).toBe(expected);
  });

  it.each<[JsonObject, string]>([
    [
      { timezon: 'UTC' },
      'qualityGates.timezon is not a known key, allowed are timezone, environments,',
    ],
    [
      {
        ingest: { tokens: [{ name: 'ci', token: 'x'.repeat(9), scope: '*' }] },
      },
      'qualityGates.ingest.tokens[0].scope is not a known key, allowed are name, token, allow, sources, entities',
    ],
    [
      { calendars: { freeze: [{ from: 'a', to: 'b', why: 'c' }] } },
      'qualityGates.calendars.freeze[0].why is not a known key, allowed are from, to, reason',
    ],
    [{ timezone: 'Mars/Olympus' }, 'qualityGates.timezone: must be an IANA'],
    [
      { attribution: { catalogRefresh: { seconds: 0 } } },
      'qualityGates.attribution.catalogRefresh: must be a positive duration',
    ],
    [
      { attribution: { catalogRefresh: '60s' } },
      'qualityGates.attribution.catalogRefresh: ',
    ],
    [
      { dora: { benchmarkYear: 2024 } },
      'qualityGates.dora.benchmarkYear: must be 2023 or none',
    ],
    [
      { rules: { gates: [{ jobName: '^gate (?<gate>.+)' }] } },
      'qualityGates.rules.gates[0].environment: is required, or a group (?<environment>…) in jobName',
    ],
    [
      { rules: { deployments: [{ match: { job: '(' }, environment: 'p' }] } },
      'qualityGates.rules.deployments[0].match.job: must be a regular expression',
    ],
    [
      { environments: [{ name: 'p', tier: 'prod' }] },
      'qualityGates.environments[0].tier: ',
    ],
    [{ environments: [] }, 'qualityGates.environments: '],
    [
      {
        environments: [
          { name: 'production', aliases: ['live'] },
          { name: 'Live', aliases: [] },
        ],
      },
      'qualityGates.environments[1]: "live" names another environment already',
    ],
    [
      { sources: { 'plain/ci': { type: 'github' } } },
      'qualityGates.sources.plain/ci: must consist of letters, digits',
    ],
    [{ sources: { github: {} } }, 'qualityGates.sources.github.type: '],
    [
      { ingest: { tokens: [{ name: 'a/b', token: 'long-enough' }] } },
      'qualityGates.ingest.tokens[0].name: must have no "/"',
    ],
    [
      { ingest: { tokens: [{ name: 'service:x', token: 'long-enough' }] } },
      'qualityGates.ingest.tokens[0].name: must have no "/"',
    ],
  ])('refuses %j', (qualityGates, message) => {
    expect(() => read(qualityGates)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('names every wrong key at once', () => {
    expect(() => read({ timezone: 'x', polices: [] })).toThrow(
      /qualityGates\.timezone: .*qualityGates\.polices is not a known key/,
    );
  });

  it('never repeats a secret', () => {
    const qualityGates = {
      ingest: { tokens: [{ name: 'ci', token: 'hunter2' }] },
      sources: {
        github: { type: 'github', webhook: { secrets: 'swordfish' } },
      },
    };
    let message = '';
    try {
      read(qualityGates);
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('qualityGates.ingest.tokens[0].token: must have');
    expect(message).toContain('qualityGates.sources.github.webhook.secrets: ');
    expect(message).not.toMatch(/hunter2|swordfish/);
  });
});

import {
  deliverFile,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { CONTENT_ID, FILE_FACT } from '../__testUtils__/fileFact';
import { log } from './__fixtures__/log';
import { sarif } from './index';

const sql = {
  rule: 'sql',
  severity: 'critical',
  level: 'error',
  securitySeverity: 9.1,
} as const;

describeSource(sarif, {
  golden: [
    {
      title:
        'a run is one scan report: worst first, suppressed last and not counted',
      delivery: deliverFile('sarif', log, {
        repositoryUrl: 'https://github.com/Acme/Shop.git',
        path: 'services/pay',
        commit: 'c1',
        digest: 'sha256:ab',
      }),
      facts: [
        {
          ...FILE_FACT,
          type: 'scan-report',
          subject: {
            repository: { host: 'github.com', path: 'acme/shop' },
            path: 'services/pay',
          },
          at: Date.parse('2025-03-10T12:00:00Z'),
          data: {
            id: CONTENT_ID,
            tool: 'CodeQL',
            commit: 'c1',
            digest: 'sha256:ab',
            complete: true,
            counts: { critical: 2, high: 0, medium: 1, low: 1, unknown: 0 },
            findings: [
              {
                ...sql,
                title: 'SQL injection',
                location: 'src/a.ts:12',
                isNew: true,
              },
              { ...sql, title: 'SQL injection' },
              {
                rule: 'unheard-of',
                severity: 'medium',
                level: 'warning',
                title: 'no rule',
              },
              {
                rule: 'dead',
                severity: 'low',
                level: 'note',
                title: 'never read',
                isNew: false,
              },
              { ...sql, rule: 'sql/sub', title: 'accepted', suppressed: true },
            ],
          },
        },
      ],
    },
  ],
  malformed: [
    {
      title: 'JSON that is no log',
      delivery: deliverFile('sarif', { version: '2.1.0' }),
      names: 'runs',
    },
    {
      title: 'a level that SARIF does not know, by its place',
      delivery: deliverFile('sarif', {
        version: '2.1.0',
        runs: [
          { tool: { driver: { name: 'x' } }, results: [{ level: 'bad' }] },
        ],
      }),
      names: 'runs.0.results.0.level',
    },
  ],
});

describe('sarif', () => {
  const tool = { driver: { name: 'Semgrep' } };
  const read = (runs: object[]) =>
    sarif
      .normalise(deliverFile('sarif', { version: '2.1.0', runs }))
      .map(({ data, key: name }) => ({ ...data, key: name }));

  it.each([
    [
      'says that it did not succeed',
      { invocations: [{ executionSuccessful: false }], results: [] },
      /executionSuccessful/,
    ],
    ['has no results', {}, /nothing was scanned/],
    ['has null for results', { results: null }, /nothing was scanned/],
  ])('a run that %s is not complete, and so no zero', (_, run, reason) => {
    expect(read([{ tool, ...run }])).toMatchObject([
      { complete: false, reason: expect.stringMatching(reason) },
    ]);
  });

  it('a log without runs is not complete', () => {
    expect(read([])).toMatchObject([{ complete: false }]);
  });

  it('a scanner that found nothing is complete', () => {
    expect(read([{ tool, results: [] }])).toMatchObject([{ complete: true }]);
  });

  it('reads a file that begins with a byte order mark', () => {
    const body = `\ufeff${JSON.stringify(log)}`;
    expect(sarif.normalise(deliverFile('sarif', body))).toHaveLength(1);
  });

  it('tells the runs of one file apart', () => {
    const [first, second] = read([{ tool }, { tool }]);
    expect(second.key).toBe(`${first.key}-1`);
  });
});

import {
  deliverFile,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { CONTENT_ID, FILE_FACT } from '../__testUtils__/fileFact';
import { report } from './__fixtures__/report';
import { trivy } from './index';

describeSource(trivy, {
  golden: [
    {
      title: 'a report is one scan report of the image and its digest',
      delivery: deliverFile('trivy', report),
      facts: [
        {
          ...FILE_FACT,
          type: 'scan-report',
          at: Date.parse('2025-03-10T12:00:00.123Z'),
          data: {
            id: CONTENT_ID,
            tool: 'trivy',
            commit: 'c1',
            digest: 'sha256:ab',
            artifact: 'registry.example.com/shop:1.4',
            complete: true,
            counts: { critical: 1, high: 1, medium: 1, low: 1, unknown: 1 },
            findings: [
              {
                rule: 'CVE-2025-1',
                severity: 'critical',
                title: 'overflow',
                location: 'libssl@1.0',
                fixedVersion: '1.1',
              },
              {
                rule: 'DS002',
                severity: 'high',
                title: 'runs as root',
                location: 'Dockerfile:3',
              },
              {
                rule: 'token',
                severity: 'medium',
                title: 'Token',
                location: '.env:1',
              },
              {
                rule: 'GPL-3.0',
                severity: 'low',
                title: 'License GPL-3.0',
                location: 'x',
              },
              { rule: 'CVE-2025-2', severity: 'unknown', location: 'musl' },
            ],
          },
        },
      ],
    },
  ],
  malformed: [
    {
      title: 'JSON that is no report',
      delivery: deliverFile('trivy', { Results: [] }),
      names: 'SchemaVersion',
    },
    {
      title: 'a vulnerability without an id, by its place',
      delivery: deliverFile('trivy', {
        SchemaVersion: 2,
        Results: [{ Vulnerabilities: [{}] }],
      }),
      names: 'Results.0.Vulnerabilities.0.VulnerabilityID',
    },
  ],
});

describe('trivy', () => {
  const read = (rest: object) =>
    trivy.normalise(deliverFile('trivy', { SchemaVersion: 2, ...rest }))[0]
      .data;

  it('is complete when it looked at a target and found nothing', () => {
    expect(read({ Results: [{ Target: 'a' }] })).toMatchObject({
      complete: true,
      findings: [],
    });
  });

  it.each([[{}], [{ Results: null }], [{ Results: [] }]])(
    'is not complete with no target: %j',
    rest => {
      expect(read(rest)).toMatchObject({
        complete: false,
        reason: 'Trivy found nothing that it can scan',
      });
    },
  );
});

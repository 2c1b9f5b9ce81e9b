import {
  deliverFile,
  describeSource,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { CONTENT_ID, FILE_FACT } from '../__testUtils__/fileFact';
import { findings } from './__fixtures__/findings';
import { dependencyTrack } from './index';

const data = {
  id: CONTENT_ID,
  tool: 'dependency-track',
  commit: 'c1',
  complete: true,
  counts: { critical: 0, high: 1, medium: 0, low: 0, unknown: 1 },
  findings: [
    {
      rule: 'CVE-2025-1',
      severity: 'high' as const,
      securitySeverity: 7.5,
      title: 'overflow',
      location: 'org.acme/json@2.1',
    },
    { rule: 'GHSA-1', severity: 'unknown' as const, location: 'xml' },
    {
      rule: 'CVE-2025-2',
      severity: 'critical' as const,
      location: 'org.acme/json@2.1',
      suppressed: true,
    },
  ],
};

describeSource(dependencyTrack, {
  golden: [
    {
      title: 'an answer of the API is one scan report',
      delivery: deliverFile('dependency-track', findings),
      facts: [{ ...FILE_FACT, type: 'scan-report', at: 0, data }],
    },
    {
      title: 'an export says of what and when, too',
      delivery: deliverFile('dependency-track', {
        version: '1.2',
        meta: { timestamp: '2025-03-10T12:00:00Z' },
        project: { name: 'shop', version: '1.4' },
        findings,
      }),
      facts: [
        {
          ...FILE_FACT,
          type: 'scan-report',
          at: Date.parse('2025-03-10T12:00:00Z'),
          data: { ...data, artifact: 'shop@1.4' },
        },
      ],
    },
  ],
  malformed: [
    {
      title: 'metrics, which are no findings',
      delivery: deliverFile('dependency-track', { critical: 0, high: 2 }),
      names: 'must be findings',
    },
  ],
});

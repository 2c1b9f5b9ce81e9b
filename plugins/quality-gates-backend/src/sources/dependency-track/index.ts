import {
  createScanReport,
  readPayload,
  readReportedFile,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { findings } from './payloads';
import { readFindings } from './readFindings';

/** Findings of a Dependency-Track project, as its API answers or exports them. */
export const dependencyTrack: Source = {
  id: 'dependency-track',
  ingress: [{ type: 'file', format: 'dependency-track', accepts: ['json'] }],
  normalise(delivery) {
    if (delivery.kind !== 'files/dependency-track') return [];
    const file = readReportedFile(delivery);
    const payload = readPayload(findings, delivery, {
      system: 'Dependency-Track',
      hint: 'send the answer of GET /api/v1/finding/project/{uuid}',
    });
    return [createScanReport(file, readFindings(payload))];
  },
};

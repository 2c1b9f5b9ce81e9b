import {
  createScanReport,
  readPayload,
  readReportedFile,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { report } from './payloads';
import { readReport } from './readReport';

/** The report of `trivy … --format json`. */
export const trivy: Source = {
  id: 'trivy',
  ingress: [{ type: 'file', format: 'trivy', accepts: ['json'] }],
  normalise(delivery) {
    if (delivery.kind !== 'files/trivy') return [];
    const file = readReportedFile(delivery);
    const payload = readPayload(report, delivery, {
      system: 'Trivy',
      hint: 'send what --format json writes',
    });
    return [createScanReport(file, readReport(payload))];
  },
};

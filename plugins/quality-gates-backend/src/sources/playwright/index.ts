import {
  createTestReport,
  readPayload,
  readReportedFile,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { report } from './payloads';
import { readReport } from './readReport';

/** The report of Playwright's JSON reporter. */
export const playwright: Source = {
  id: 'playwright',
  ingress: [{ type: 'file', format: 'playwright', accepts: ['json'] }],
  normalise(delivery) {
    if (delivery.kind !== 'files/playwright') return [];
    const file = readReportedFile(delivery);
    const payload = readPayload(report, delivery, {
      system: 'Playwright',
      hint: 'send what its reporter "json" writes',
    });
    return [createTestReport(file, readReport(payload))];
  },
};

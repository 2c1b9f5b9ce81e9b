import {
  createTestReport,
  readReportedFile,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readXml } from './readXml';

/** JUnit XML, as almost every test runner writes it. */
export const junit: Source = {
  id: 'junit',
  ingress: [{ type: 'file', format: 'junit', accepts: ['xml'] }],
  normalise(delivery) {
    if (delivery.kind !== 'files/junit') return [];
    const file = readReportedFile(delivery);
    return [
      createTestReport(file, { tool: 'junit', ...readXml(delivery.body) }),
    ];
  },
};

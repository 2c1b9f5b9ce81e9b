import {
  createScanReport,
  readPayload,
  readReportedFile,
  type Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { log } from './payloads';
import { readRun } from './readRun';

/** SARIF 2.1.0 (OASIS), as CodeQL, Semgrep, ESLint, Trivy and many more write it: one report for each of its runs. */
export const sarif: Source = {
  id: 'sarif',
  ingress: [{ type: 'file', format: 'sarif', accepts: ['json'] }],
  normalise(delivery) {
    if (delivery.kind !== 'files/sarif') return [];
    const file = readReportedFile(delivery);
    const { runs } = readPayload(log, delivery, { system: 'SARIF' });
    if (runs.length === 0) {
      const reason = 'The file holds no run: nothing was scanned';
      const nothing = { tool: 'unknown', complete: false, reason };
      return [createScanReport(file, { ...nothing, findings: [] })];
    }
    return runs.map((run, nth) =>
      createScanReport(file, { ...readRun(run), nth }),
    );
  },
};

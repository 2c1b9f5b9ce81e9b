import { createScanReport, readSeverity } from './createScanReport';
import { readReportedFile } from './readReportedFile';
import { deliverFile } from './testUtils';

const scan = { tool: 'trivy', complete: true };
const read = (query: Record<string, string> = {}) =>
  readReportedFile(
    deliverFile('trivy', '{}', {
      entityRef: 'component:a',
      commit: 'c1',
      ...query,
    }),
  );

describe('createScanReport', () => {
  it('keeps the worst 1,000 findings, suppressed ones last, and counts the others', () => {
    const many = Array.from({ length: 1_000 }, () => ({
      rule: 'r',
      severity: 'low' as const,
    }));
    const { data } = createScanReport(read(), {
      ...scan,
      findings: [
        { rule: 's', severity: 'critical', suppressed: true },
        ...many,
        { rule: 'h', severity: 'high' },
      ],
    });
    expect(data).toMatchObject({
      truncated: true,
      counts: { critical: 0, high: 1, medium: 0, low: 1_000, unknown: 0 },
    });
    expect(data.findings).toHaveLength(1_000);
    expect(data.findings.map(({ rule }) => rule).slice(0, 2)).toEqual([
      'h',
      'r',
    ]);
  });

  it('lets the query name tool and digest', () => {
    const file = read({ tool: 'grype', digest: 'sha256:query' });
    const own = { ...scan, digest: 'sha256:file', findings: [] };
    expect(createScanReport(file, own).data).toMatchObject({
      tool: 'grype',
      digest: 'sha256:query',
    });
  });

  it('is another report for another commit, and the same for the same', () => {
    const id = (commit: string) =>
      createScanReport(read({ commit }), { ...scan, findings: [] }).key;
    expect(id('c2')).not.toBe(id('c1'));
    expect(id('c2')).toBe(id('c2'));
  });
});

describe('readSeverity', () => {
  it.each([
    ['CRITICAL', 'critical'],
    ['Moderate', 'medium'],
    ['INFO', 'low'],
    ['UNASSIGNED', 'unknown'],
    [undefined, 'unknown'],
  ])('%s is %s', (word, severity) => {
    expect(readSeverity(word)).toBe(severity);
  });
});

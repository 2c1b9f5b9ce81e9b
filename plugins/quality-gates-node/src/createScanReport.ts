import type { FactOf } from './Fact';
import { describeFile, type ReportedFile } from './readReportedFile';
import type { Finding, ScanReportData, Severity } from './reports';
import { shortText } from './shortText';

/** Findings that a report keeps. */
const MOST_FINDINGS = 1_000;

const SEVERITIES: readonly Severity[] = [
  'critical',
  'high',
  'medium',
  'low',
  'unknown',
];

const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'critical'],
  ['high', 'high'],
  ['medium', 'medium'],
  ['moderate', 'medium'],
  ['low', 'low'],
  ['info', 'low'],
  ['negligible', 'low'],
]);

/** What a file of a scanner says, before it is counted. */
export interface ScanResults
  extends Pick<
    ScanReportData,
    'tool' | 'digest' | 'artifact' | 'complete' | 'reason'
  > {
  readonly findings: readonly Finding[];
  /** The scanner's own time in milliseconds. */
  readonly at?: number;
  /** Tells the scans of one file apart: its place in the file. */
  readonly nth?: number;
}

/**
 * The report of one scan: suppressed findings are kept and not counted, the worst come first. Texts are cut to 500
 * characters. The digest of the query wins over that of the file.
 */
export function createScanReport(
  file: ReportedFile,
  scan: ScanResults,
): FactOf<'scan-report'> {
  const { query } = file;
  const id = scan.nth ? `${file.id}-${scan.nth}` : file.id;
  const counts = { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 };
  for (const { severity, suppressed } of scan.findings) {
    if (!suppressed) counts[severity] += 1;
  }
  const worstFirst = [...scan.findings].sort((a, b) => rank(a) - rank(b));
  return {
    type: 'scan-report',
    ...describeFile(file, { id, at: scan.at }),
    data: {
      id,
      tool: query.tool ?? shortText(scan.tool) ?? 'unknown',
      commit: query.commit,
      runUrl: query.runUrl,
      digest: query.digest ?? shortText(scan.digest),
      artifact: shortText(scan.artifact),
      complete: scan.complete,
      reason: shortText(scan.reason),
      counts,
      findings: worstFirst.slice(0, MOST_FINDINGS).map(shorten),
      truncated: scan.findings.length > MOST_FINDINGS ? true : undefined,
    },
  };
}

function rank({ severity, suppressed }: Finding): number {
  return SEVERITIES.indexOf(severity) + (suppressed ? SEVERITIES.length : 0);
}

function shorten(one: Finding): Finding {
  return {
    ...one,
    rule: shortText(one.rule) ?? 'unknown',
    title: shortText(one.title),
    location: shortText(one.location),
    fixedVersion: shortText(one.fixedVersion),
  };
}

/**
 * A scanner's word for a severity; anything that says none is `unknown`.
 *
 * @example readSeverity('Moderate') // 'medium'
 */
export function readSeverity(word: string | undefined): Severity {
  return WORDS.get(word?.toLocaleLowerCase('en-US') ?? '') ?? 'unknown';
}

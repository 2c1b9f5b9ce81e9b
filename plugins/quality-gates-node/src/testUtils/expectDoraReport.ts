import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { DoraCase, DoraExpectation } from './doraCases';

/** Expected in some cases, and not part of a report. */
const NOT_REPORTED = new Set(['runs', 'tier2024']);

type Check = (report: DoraReport, query: DoraCase['query']) => unknown;

/** How each expected field is read off a report. */
const FIELDS: Record<string, Check> = {
  deployments: report => report.deploymentFrequency.count,
  deploymentsPerDay: report => report.deploymentFrequency.perDay,
  deploymentsPerWeek: report => report.deploymentFrequency.perWeek,
  deploymentIds: report => sorted(report.evidence.deploymentIds),
  failedDeploymentIds: report => sorted(report.evidence.failedDeploymentIds),
  reworkDeploymentIds: report => sorted(report.evidence.reworkDeploymentIds),
  attempts: report => report.attempts,
  buckets: (report, query) => bucketsOf(report, query.timezone),
  leadTime: report => report.changeLeadTime,
  changeFailRate: report => report.changeFailRate.ratio,
  failedDeployments: report => report.changeFailRate.failed,
  recovery: report => report.recoveryTime,
  reworkRate: report => report.reworkRate.ratio,
  incidents: report => report.incidents,
  dataQuality: report => dataQualityOf(report),
  bands: report => report.bands,
  tier: report =>
    Object.entries(report.bands ?? {}).find(
      ([name, band]) => name !== 'year' && band !== null,
    ) ?? null,
  reason: report => report.deploymentFrequency.reason,
};

/**
 * Fails the running Jest test when the report differs from what a case expects; numbers to six digits. A field of the
 * case that nothing is known of fails too, so that no expectation is passed over.
 */
export function expectDoraReport(
  report: DoraReport,
  asked: {
    readonly expected: DoraExpectation;
    readonly query: DoraCase['query'];
  },
): void {
  const fields = Object.entries(asked.expected).filter(
    ([field]) => !NOT_REPORTED.has(field),
  );
  const actual: Record<string, unknown> = {};
  const wanted: Record<string, unknown> = {};
  for (const [field, value] of fields) {
    const read = FIELDS[field];
    if (!read) throw new Error(`No check is known for "${field}" of the case`);
    actual[field] = read(report, asked.query);
    wanted[field] = loosen(field.endsWith('Ids') ? sorted(value) : value);
  }
  expect(actual).toEqual(wanted);
}

/** Numbers as close, objects as containing; ids and the rest exactly. */
function loosen(value: unknown): unknown {
  if (typeof value === 'number') return expect.closeTo(value, 6);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return value;
  }
  const fields = Object.entries(value).map(([k, v]) => [k, loosen(v)]);
  return expect.objectContaining(Object.fromEntries(fields));
}

function sorted(ids: unknown): unknown {
  return Array.isArray(ids) ? [...ids].sort() : ids;
}

function bucketsOf(report: DoraReport, timezone: string) {
  const calendar = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const filled = report.series.filter(({ deployments }) => deployments > 0);
  return Object.fromEntries(
    filled.map(({ from, deployments }) => [
      calendar.format(new Date(from)),
      deployments,
    ]),
  );
}

function dataQualityOf({ dataQuality, coverage }: DoraReport) {
  const countOf = (code: string) =>
    dataQuality.find(one => one.code === code)?.count ?? 0;
  return {
    negativeLeadTimes: countOf('negative-lead-time'),
    deploymentsWithoutCommits: countOf('deployment-without-commits'),
    leadTimeCoverage: coverage.deploymentsWithCommits / coverage.deployments,
  };
}

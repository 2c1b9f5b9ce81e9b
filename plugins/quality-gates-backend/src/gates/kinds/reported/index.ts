import {
  createGateKind,
  type GateReportData,
  type Measurement,
  type Report,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/** What a reported verdict counts: nothing may be worse than the first of the two limits. */
const SEVERITY = { pass: 0, warn: 1, fail: 2 } as const;

const params = z.strictObject({
  /** Name the verdict is reported under; by default the gate's own id. */
  gate: z.string().min(1).max(512).optional(),
  /** The only sender believed: name of its token. */
  reportedBy: z.string().min(1).max(128).optional(),
});

/** A verdict reached elsewhere: the newest report about the version or commit that is asked for. */
export const reported = createGateKind({
  kind: 'reported',
  title: 'Reported verdict',
  params,
  setup:
    () =>
    async ({ gate, params: given, request, facts }) => {
      const name = given.gate ?? gate;
      const { environment, version, commit } = request;
      const reports = await facts.gateReports({
        ...{ gate: name, environment, version, commit },
      });
      const known = reports.filter(
        one =>
          given.reportedBy === undefined || one.reportedBy === given.reportedBy,
      );
      const [newest] = known.filter(({ data }) =>
        data.version === undefined
          ? data.commit !== undefined && data.commit === commit
          : data.version === version,
      );
      if (newest) return measure(name, newest);
      const summary = known.length
        ? `Reports about ${name} are there, and none is about version ${version}`
        : `Nobody has reported ${name} for ${environment}`;
      const code = known.length ? 'other_version' : 'not_reported';
      return { readings: [], summary, undecided: { code, message: summary } };
    },
});

function measure(
  name: string,
  { data, at, reportedBy }: Report<GateReportData>,
): Measurement {
  const who = reportedBy ?? 'An unnamed sender';
  const value = data.value === undefined ? '' : ` (${describeValue(data)})`;
  const words = data.summary ? `: ${data.summary}` : '';
  const summary = `${who} reported ${data.outcome} for ${name}${value}${words}`;
  const seen = {
    summary,
    observedAt: at,
    about: { version: data.version, commit: data.commit },
    reportedBy: reportedBy ?? undefined,
    evidenceUrl: data.evidenceUrl ?? data.runUrl,
  };
  switch (data.outcome) {
    case 'pass':
    case 'warn':
    case 'fail':
      return {
        ...seen,
        readings: [
          {
            name: 'severity reported',
            value: SEVERITY[data.outcome],
            limits: { warn: 0, fail: 1, direction: 'at-most' },
            shown: shownOf(data),
          },
        ],
      };
    case 'pending':
      return { ...seen, readings: [], pending: { message: summary } };
    default:
      return {
        ...seen,
        readings: [],
        undecided: { code: `reported_${data.outcome}`, message: summary },
      };
  }
}

/** The reporter's own numbers, which decide nothing here: its verdict does. */
function shownOf({ value, limit, unit, outcome }: GateReportData) {
  if (value === undefined) return null;
  const level = outcome === 'warn' ? 'warn' : 'fail';
  return {
    value,
    unit,
    limits: limit === undefined ? null : { [level]: limit },
  };
}

function describeValue({ value, limit, unit }: GateReportData): string {
  const number = [value, unit].filter(part => part !== undefined).join(' ');
  return limit === undefined ? number : `${number}, limit ${limit}`;
}

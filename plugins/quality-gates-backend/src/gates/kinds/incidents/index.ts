import {
  createGateKind,
  type GateKindOptions,
  type IncidentData,
  type Measurement,
  type ProbeContext,
  type Report,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import { params } from './params';
import { rankSeverity } from './severity';

type Context = ProbeContext<z.output<typeof params>>;
type Incident = Report<IncidentData>;

/** Names that the sentence and the evidence hold. */
const MOST_NAMED = 5;
const MOST_KEPT = 50;
const LONGEST_TITLE = 200;
/** Labels by which systems mark an incident that is none. */
const DRILL_LABELS = ['drill', 'is_drill', 'isdrill'];
const TRUE_WORDS = ['true', 'yes', '1'];

/** Open incidents of the component. */
export const incidents = createGateKind({
  kind: 'incidents',
  title: 'Open incidents',
  params,
  lint,
  setup: () => async context => {
    const { sources } = context.params;
    const silent = await findSilent(context);
    if (silent.length > 0) {
      const message = sources
        ? `${silent.join(
            ', ',
          )} never reported an incident: that none is open means nothing`
        : 'No source ever reported an incident: that none is open means nothing';
      const undecided = { code: 'no_source', message };
      return { readings: [], summary: message, undecided };
    }
    const open = await context.facts.openIncidents();
    return measure(open.filter(createFilter(context)), context);
  },
});

function lint({ ignoreDrills }: z.output<typeof params>) {
  const findings: ReturnType<NonNullable<GateKindOptions<unknown>['lint']>> =
    ignoreDrills
      ? []
      : [
          {
            severity: 'warning',
            path: 'ignoreDrills',
            rule: 'drills-block',
            message: 'A drill blocks deployments',
          },
        ];
  return findings;
}

/** Sources that never told of any incident. */
async function findSilent({ params: { sources }, facts }: Context) {
  if (!sources) return (await facts.hasIncidentSource()) ? [] : ['any source'];
  const known = await Promise.all(
    sources.map(source => facts.hasIncidentSource(source)),
  );
  return sources.filter((_, index) => !known[index]);
}

/** What is not known of an incident does not take it out: it counts. */
function createFilter({ params: given, fill }: Context) {
  const { sources, match = {}, minSeverity, ignoreDrills } = given;
  const labels = Object.entries(match).map(
    ([name, value]) => [name, fill(value)] as const,
  );
  const least = rankSeverity(minSeverity) ?? Infinity;
  return ({ source, data }: Incident) => {
    if (sources && source !== undefined && !sources.includes(source)) {
      return false;
    }
    if (ignoreDrills && isDrill(data)) return false;
    const own = data.labels ?? {};
    if (labels.some(([name, value]) => (own[name] ?? value) !== value)) {
      return false;
    }
    return (rankSeverity(data.severity) ?? 0) <= least;
  };
}

function isDrill({ labels = {} }: IncidentData): boolean {
  return Object.entries(labels).some(
    ([name, value]) =>
      DRILL_LABELS.includes(name.toLowerCase()) &&
      TRUE_WORDS.includes(value.toLowerCase()),
  );
}

function measure(
  open: readonly Incident[],
  { params: { minSeverity } }: Context,
): Measurement {
  const names = open.map(nameOf);
  const more =
    names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  const severe = minSeverity ? ` of ${minSeverity} or worse` : '';
  const link = open
    .map(({ data }) => data.url)
    .find(url => url !== undefined && /^https?:\/\//.test(url));
  return {
    readings: [
      {
        name: 'open incidents',
        value: open.length,
        unit: 'incidents',
        limits: { fail: 0, direction: 'at-most' },
      },
    ],
    summary: open.length
      ? `Open${severe}: ${names.slice(0, MOST_NAMED).join(', ')}${more}`
      : `No incident${severe} is open`,
    evidenceUrl: link,
    evidence: { incidents: names.slice(0, MOST_KEPT) },
  };
}

function nameOf({ data: { id, title, severity } }: Incident): string {
  const words = (title ?? id).slice(0, LONGEST_TITLE);
  return `${words} (${severity ?? 'severity not known'})`;
}

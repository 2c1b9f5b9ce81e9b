import {
  createGateKind,
  gateDurationMs,
  type GateFinding,
  type GateSource,
  type Measurement,
  type Millis,
  type ProbeContext,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readApplications } from './applications';
import { examine, type Finding } from './examine';
import { params, type Params } from './params';

/** Findings that are told in words. */
const MOST_SHOWN = 5;

/** Whether Argo CD has rolled out what was asked for: everywhere, the right revision, every image, for a while. */
export const argocd = createGateKind({
  kind: 'argocd',
  title: 'Argo CD applications',
  params,
  stricter: { stableFor: 'up' },
  sourceTypes: ['argocd'],
  sources: ({ source }) => [{ path: 'source', id: source, type: 'argocd' }],
  lint,
  setup: env => context =>
    look(context, env.source(context.params.source, 'argocd')),
});

async function look(
  context: ProbeContext<Params>,
  source: GateSource,
): Promise<Measurement> {
  const { params: given, fill } = context;
  const wanted = {
    revision: given.revision && fill(given.revision),
    tag: given.images && fill(given.images.allTagged),
    only: given.images?.only?.map(glob => fill(glob)),
  };
  const apps = await readApplications(context, source);
  const findings = apps.flatMap(app => examine(app, wanted));
  const names = apps.map(({ metadata }) => metadata.name);
  const of = (kind: Finding['kind']) =>
    findings.filter(one => one.kind === kind).map(({ message }) => message);
  const [wrong, waiting, unknown] = [of('wrong'), of('waiting'), of('unknown')];
  const isGood = apps.length > 0 && findings.length === 0;
  return {
    readings: [
      {
        name: 'applications that failed',
        value: apps.length === 0 ? null : wrong.length,
        unit: 'failed applications',
        missing: 'no application was found',
        limits: { fail: 0, direction: 'at-most' },
      },
    ],
    summary: describe(names, [...wrong, ...unknown, ...waiting]),
    pending: findPending(context, { waiting, isGood }),
    undecided:
      unknown.length > 0
        ? { code: 'unknown_state', message: join(unknown) }
        : undefined,
    evidenceUrl: source.link(
      names.length === 1
        ? `/applications/${encodeURIComponent(names[0])}`
        : '/applications',
    ),
    evidence: { applications: names, isGood },
  };
}

function findPending(
  context: ProbeContext<Params>,
  { waiting, isGood }: { waiting: readonly string[]; isGood: boolean },
): Measurement['pending'] {
  if (waiting.length > 0) return { message: join(waiting) };
  const until = isGood ? stableAt(context) : undefined;
  if (until === undefined) return undefined;
  return { message: `Must stay so for ${context.params.stableFor}`, until };
}

/** When it has been good for long enough; undefined = it has. Counted are the looks before, back to the first bad one. */
function stableAt({
  params: { stableFor },
  earlier,
  now,
}: ProbeContext<Params>): Millis | undefined {
  if (stableFor === undefined) return undefined;
  let since = now;
  for (const one of [...earlier].sort((a, b) => b.at - a.at)) {
    if (one.measurement.evidence?.isGood !== true) break;
    since = Math.min(since, one.at);
  }
  const until = since + gateDurationMs(stableFor);
  return until <= now ? undefined : until;
}

function describe(names: readonly string[], amiss: readonly string[]): string {
  if (names.length === 0) return 'No application was found';
  if (amiss.length > 0) return join(amiss);
  return `${
    names.length
  } applications are Synced and Healthy as asked for: ${names
    .slice(0, MOST_SHOWN)
    .join(', ')}`;
}

function join(messages: readonly string[]): string {
  const rest = messages.length - MOST_SHOWN;
  const more = rest > 0 ? `; and ${rest} more` : '';
  return `${messages.slice(0, MOST_SHOWN).join('; ')}${more}`;
}

function lint({ revision, images }: Params): GateFinding[] {
  if (revision !== undefined || images !== undefined) return [];
  return [
    {
      severity: 'warning',
      path: 'revision',
      rule: 'any-revision',
      message:
        'Synced and Healthy is also what was there before: set revision or images',
    },
  ];
}

import {
  createGateKind,
  type GateFinding,
  type GateKindEnv,
  type Measurement,
  type ProbeContext,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Job, Run } from './Job';
import { params, type Params } from './params';
import { readGithub } from './readGithub';
import { readTasks } from './readTasks';

/** Jobs that are told in words. */
const MOST_SHOWN = 10;

/** Whether the jobs of a workflow passed for a commit: every leg of a matrix, not the job that sums them up. */
export const githubJobs = createGateKind({
  kind: 'github-jobs',
  title: 'GitHub Actions jobs',
  params,
  sourceTypes: ['github'],
  sources: ({ source }) =>
    source === undefined
      ? []
      : [{ path: 'source', id: source, type: 'github' }],
  lint,
  setup: env => context => look(context, env),
});

async function look(
  context: ProbeContext<Params>,
  env: GateKindEnv,
): Promise<Measurement> {
  const { params: given, fill } = context;
  const commit = fill(given.commit);
  const workflow = fill(given.workflow);
  const run = given.source
    ? await readGithub(context, env.source(given.source, 'github'))
    : await readTasks(context);
  const where = `${workflow} for commit ${commit.slice(0, 7)}`;
  const about = { commit };
  if (!run || (run.jobs.length === 0 && !run.isRunning)) {
    const message = `No job of ${where} is known`;
    const undecided = { code: 'no_jobs', message };
    return { readings: [], summary: message, undecided };
  }
  const sorted = sortJobs(run, context);
  const { wrong, waiting, unknown, missing, count } = sorted;
  const open = [...waiting, ...(run.isRunning ? missing : [])];
  const lost = [...unknown, ...(run.isRunning ? [] : missing)];
  return {
    readings: [
      {
        name: 'jobs that did not pass',
        value: wrong.length,
        unit: 'failed jobs',
        limits: { fail: 0, direction: 'at-most' },
      },
    ],
    summary: describe(sorted, where),
    pending:
      open.length > 0 || run.isRunning
        ? { message: `${where} is not over: ${names(open) || 'the run'}` }
        : undefined,
    undecided:
      lost.length > 0
        ? {
            code: 'missing_jobs',
            message: `Nothing is known of ${names(lost)}`,
          }
        : undefined,
    about,
    evidenceUrl: run.url,
    evidence: {
      jobs: count,
      notPassed: wrong.slice(0, MOST_SHOWN),
      missing: missing.slice(0, MOST_SHOWN),
    },
  };
}

interface SortedJobs {
  readonly wrong: readonly string[];
  readonly waiting: readonly string[];
  readonly unknown: readonly string[];
  readonly missing: readonly string[];
  readonly count: number;
}

function sortJobs(run: Run, context: ProbeContext<Params>): SortedJobs {
  const { allow, skippedAs } = context.params;
  const wanted = wantedJobs(context);
  const jobs = wanted
    ? run.jobs.filter(({ name }) => wanted.includes(name))
    : run.jobs;
  const known = new Set(run.jobs.map(({ name }) => name));
  const stateOf = ({ conclusion }: Job) => {
    if (conclusion === undefined) return 'waiting';
    if (conclusion === 'unknown') return 'unknown';
    if (conclusion === 'skipped') {
      return skippedAs === 'fail' ? 'wrong' : 'unknown';
    }
    return (allow as readonly string[]).includes(conclusion) ? 'good' : 'wrong';
  };
  const of = (state: string) =>
    jobs
      .filter(job => stateOf(job) === state)
      .map(({ name, conclusion }) =>
        state === 'wrong' ? `${name}: ${conclusion}` : name,
      );
  return {
    wrong: of('wrong'),
    waiting: of('waiting'),
    unknown: of('unknown'),
    missing: (wanted ?? []).filter(name => !known.has(name)),
    count: jobs.length,
  };
}

/** Names of the jobs that must be there; undefined = whatever the run has. */
function wantedJobs({ params: given, fill }: ProbeContext<Params>) {
  const { matrix, jobs } = given;
  if (!matrix && !jobs) return undefined;
  const legs = matrix?.values.map(value => `${matrix.job} (${value})`) ?? [];
  return [...legs, ...(jobs ?? [])].map(name => fill(name));
}

function describe({ wrong, missing, count }: SortedJobs, where: string) {
  if (wrong.length > 0) return `${where}: ${names(wrong)}`;
  if (missing.length > 0) return `${where}: ${names(missing)} is missing`;
  return `${count} jobs of ${where} did not fail`;
}

function names(all: readonly string[]): string {
  const rest = all.length - MOST_SHOWN;
  const more = rest > 0 ? ` and ${rest} more` : '';
  return `${all.slice(0, MOST_SHOWN).join(', ')}${more}`;
}

function lint({ matrix, jobs }: Params): GateFinding[] {
  if (matrix || jobs) return [];
  return [
    {
      severity: 'warning',
      path: 'matrix',
      rule: 'any-job',
      message:
        'A job that was taken out of the workflow is not missed: name the jobs, or the legs of the matrix',
    },
  ];
}

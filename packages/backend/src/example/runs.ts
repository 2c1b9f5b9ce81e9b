import type { DateTime } from 'luxon';
import { changeOf, pushesOf } from './commits';
import { createJobRun } from './jobs';
import { between, noise, numberId, pick } from './noise';
import type {
  ExampleComponent,
  ExampleJobRun,
  ExamplePush,
  ExampleRun,
  ExampleTrouble,
} from './types';

const PLATFORM_TEAM = ['lena.weber', 'tom.berg'];
/** Most failures are the change's. */
const TROUBLES: readonly ExampleTrouble[] = [
  'change',
  'change',
  'change',
  'platform',
  'platform',
  'flaky',
  'unknown',
];

/**
 * The pipeline runs of one day: one a push that touches the component, where it checks changes one of the pull request
 * an hour before; training runs once a night instead. What failed by chance is run again.
 */
export function runsOf(
  component: ExampleComponent,
  day: DateTime,
): ExampleRun[] {
  if (component.pipeline === 'fraud-train') {
    const commit = lastCommitBefore(component, day);
    const queuedAt = day.plus({ hours: 2, minutes: 5 });
    const branch = 'main';
    return createRuns(component, {
      commit,
      branch,
      actor: 'schedule',
      queuedAt,
    });
  }
  return pushesOf(component.repository, day)
    .filter(({ commits }) =>
      commits[0].paths[0].startsWith(component.path ?? ''),
    )
    .flatMap(push => [
      ...(component.checksChanges ? checkChange(component, push) : []),
      ...createRuns(component, {
        commit: push.commits[push.commits.length - 1].sha,
        branch: 'main',
        actor: push.commits[push.commits.length - 1].author,
        queuedAt: push.at.plus({ seconds: 3 }),
      }),
    ]);
}

function checkChange(
  component: ExampleComponent,
  push: ExamplePush,
): ExampleRun[] {
  const change = changeOf(component.repository, push);
  return createRuns(component, {
    commit: change.headSha,
    branch: change.branch,
    pullRequest: change.number,
    actor: change.author,
    queuedAt: push.at.minus({ minutes: 55 }),
  });
}

/** The page of a run. */
export function runUrl(run: ExampleRun): string {
  const page = `https://github.com/${run.component.repository.slug}/actions/runs/${run.id}`;
  return run.attempt > 1 ? `${page}/attempts/${run.attempt}` : page;
}

function lastCommitBefore(component: ExampleComponent, day: DateTime): string {
  const pushes = pushesOf(component.repository, day.minus({ days: 1 }));
  const last = pushes[pushes.length - 1]?.commits;
  return last
    ? last[last.length - 1].sha
    : lastCommitBefore(component, day.minus({ days: 1 }));
}

interface Cause {
  readonly commit: string;
  readonly branch: string;
  readonly pullRequest?: number;
  readonly actor: string;
  readonly queuedAt: DateTime;
}

function createRuns(component: ExampleComponent, cause: Cause): ExampleRun[] {
  const id = numberId('run', component.name, +cause.queuedAt);
  const trouble = troubleOf(component, id);
  const first = createRun(component, cause, { id, attempt: 1, trouble });
  if (trouble !== 'flaky' && trouble !== 'platform') return [first];
  const minutes = Math.round(between(2, 9, 'again', id));
  const queuedAt = first.finishedAt.plus({ minutes });
  const actor =
    trouble === 'platform' ? pick(PLATFORM_TEAM, 'again', id) : cause.actor;
  const again = { ...cause, queuedAt, actor };
  return [first, createRun(component, again, { id, attempt: 2 })];
}

/** Why a run fails; most do not. */
function troubleOf(
  component: ExampleComponent,
  id: number,
): ExampleTrouble | undefined {
  if (noise('fails', id) >= component.failureRatio * 1.6) return undefined;
  return pick(TROUBLES, 'trouble', id);
}

function createRun(
  component: ExampleComponent,
  cause: Cause,
  plan: { id: number; attempt: number; trouble?: ExampleTrouble },
): ExampleRun {
  const { id, attempt, trouble } = plan;
  const { queuedAt } = cause;
  const waited = Math.round(between(4, 70, 'queue', id, attempt));
  const startedAt = queuedAt.plus({ seconds: waited });
  const failing = failingJob(component, trouble);
  const jobs: ExampleJobRun[] = [];
  let at = queuedAt;
  for (const job of component.jobs) {
    const run = createJobRun(job, {
      key: [id, attempt],
      queuedAt: at,
      startedAt: jobs.length === 0 ? startedAt : at.plus({ seconds: 3 }),
      trouble: job === failing ? trouble : undefined,
    });
    jobs.push(run);
    if (!run.passed) break;
    at = run.finishedAt;
  }
  return {
    ...cause,
    id,
    attempt,
    component,
    startedAt,
    finishedAt: jobs[jobs.length - 1].finishedAt.plus({ seconds: 1 }),
    passed: trouble === undefined,
    jobs,
  };
}

function failingJob(component: ExampleComponent, trouble?: ExampleTrouble) {
  const { jobs } = component;
  if (trouble === undefined) return undefined;
  if (trouble === 'unknown') return jobs[jobs.length - 1];
  return trouble === 'platform'
    ? jobs[0]
    : jobs.find(job => job.type === 'test');
}

import type { DateTime } from 'luxon';
import { pushesOf } from './commits';
import { between, noise, numberId } from './noise';
import type { ExampleComponent, ExampleRun } from './types';

/** The pipeline runs of one day: one a push that touches the component; training runs once a night instead. */
export function runsOf(
  component: ExampleComponent,
  day: DateTime,
): ExampleRun[] {
  if (component.pipeline === 'fraud-train') {
    const commit = lastCommitBefore(component, day);
    const queuedAt = day.plus({ hours: 2, minutes: 5 });
    return [createRun(component, { commit, actor: 'schedule', queuedAt })];
  }
  return pushesOf(component.repository, day)
    .filter(({ commits }) =>
      commits[0].paths[0].startsWith(component.path ?? ''),
    )
    .map(push => {
      const last = push.commits[push.commits.length - 1];
      return createRun(component, {
        commit: last.sha,
        actor: last.author,
        queuedAt: push.at.plus({ seconds: 3 }),
      });
    });
}

/** The page of a run. */
export function runUrl(run: ExampleRun): string {
  return `https://github.com/${run.component.repository.slug}/actions/runs/${run.id}`;
}

function lastCommitBefore(component: ExampleComponent, day: DateTime): string {
  const pushes = pushesOf(component.repository, day.minus({ days: 1 }));
  const last = pushes[pushes.length - 1]?.commits;
  return last
    ? last[last.length - 1].sha
    : lastCommitBefore(component, day.minus({ days: 1 }));
}

function createRun(
  component: ExampleComponent,
  cause: { commit: string; actor: string; queuedAt: DateTime },
): ExampleRun {
  const { queuedAt } = cause;
  const key = [component.name, +queuedAt] as const;
  const startedAt = queuedAt.plus({
    seconds: Math.round(between(4, 70, 'queue', ...key)),
  });
  const fails = noise('fails', ...key) < component.failureRatio;
  const failing = fails
    ? component.jobs.find(job => job.type === 'test')?.name
    : undefined;

  const jobs: ExampleRun['jobs'][number][] = [];
  let at = startedAt.plus({ seconds: 2 });
  for (const job of component.jobs) {
    const stretch = between(0.85, 1.3, 'job', job.name, ...key);
    const finishedAt = at.plus({ seconds: Math.round(job.seconds * stretch) });
    const id = numberId('job', job.name, ...key);
    const passed = job.name !== failing;
    const { name, type } = job;
    jobs.push({ id, name, type, passed, startedAt: at, finishedAt });
    if (!passed) break;
    at = finishedAt.plus({ seconds: 3 });
  }
  return {
    ...cause,
    id: numberId('run', ...key),
    component,
    startedAt,
    finishedAt: jobs[jobs.length - 1].finishedAt.plus({ seconds: 1 }),
    passed: !fails,
    jobs,
  };
}

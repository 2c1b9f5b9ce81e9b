import { DateTime } from 'luxon';
import { checkout, inventory, payments, search } from './components';
import { between, noise, numberId } from './noise';
import { runsOf, runUrl } from './runs';
import type { ExampleComponent, ExampleDeployment, ExampleRun } from './types';

const TUESDAY = 2;
const WEDNESDAY = 3;
const THURSDAY = 4;
/** Versions count weeks from this Monday. */
const FIRST_WEEK = DateTime.utc(2025, 1, 6);

/**
 * The deployments of one day: what the last passing pipeline run of the day built goes to staging, and on the
 * component's deploy days to production an hour or two later.
 */
export function deploymentsOf(
  component: ExampleComponent,
  day: DateTime,
): ExampleDeployment[] {
  const run = runsOf(component, day)
    .filter(each => each.passed && each.pullRequest === undefined)
    .pop();
  if (!run || day.weekday > 5) return [];
  const staging = createDeployment(run, {
    day,
    environment: 'staging',
    startedAt: run.finishedAt.plus({ minutes: 2 }),
  });
  if (!component.deployDays.includes(day.weekday)) return [staging];

  const wait = between(35, 130, 'soak', component.name, +day);
  const production = createDeployment(run, {
    day,
    environment: 'production',
    startedAt: staging.finishedAt.plus({ minutes: Math.round(wait) }),
  });
  return [staging, production, ...remediesOf(production, day)];
}

/** The production deployment of a day that its story goes on with, if there was one. */
export function productionOf(
  component: ExampleComponent,
  day: DateTime,
): ExampleDeployment | undefined {
  return deploymentsOf(component, day).find(
    ({ environment, succeeded }) => environment === 'production' && succeeded,
  );
}

function createDeployment(
  run: ExampleRun,
  plan: {
    day: DateTime;
    environment: ExampleDeployment['environment'];
    startedAt: DateTime;
  },
): ExampleDeployment {
  const { component } = run;
  const { day, environment, startedAt } = plan;
  const key = [component.name, environment, +day] as const;
  const seconds = Math.round(between(90, 400, 'deploying', ...key));
  const bad = environment === 'production' && isBad(component, day);
  return {
    id: numberId('deployment', ...key),
    component,
    environment,
    version: versionOf(component, day),
    commit: run.commit,
    startedAt,
    finishedAt: startedAt.plus({ seconds }),
    succeeded: bad || noise('rollout', ...key) > 0.04,
    actor: run.actor,
    runUrl: runUrl(run),
    bad,
  };
}

function versionOf({ major }: ExampleComponent, day: DateTime): string {
  const weeks = Math.floor(day.diff(FIRST_WEEK, 'weeks').weeks);
  return `${major}.${weeks}.${day.weekday - 1}`;
}

/** Which production deployments break something; every week the same, so that each window shows one. */
function isBad(component: ExampleComponent, day: DateTime): boolean {
  switch (component) {
    case payments:
      return day.weekday === TUESDAY;
    case inventory:
      return day.weekday === WEDNESDAY;
    case search:
      return day.weekday === THURSDAY && day.weekNumber % 2 === 0;
    case checkout:
      return day.weekday === WEDNESDAY && day.weekNumber % 4 === 0;
    default:
      return false;
  }
}

/** What was deployed to put a bad deployment right on the same day. */
function remediesOf(
  broken: ExampleDeployment,
  day: DateTime,
): ExampleDeployment[] {
  if (!broken.bad) return [];
  const startedAt = broken.finishedAt.plus({ minutes: 34 });
  const common = {
    ...broken,
    id: numberId('remedy', broken.component.name, +day),
    startedAt,
    finishedAt: startedAt.plus({ minutes: 3 }),
    bad: false,
    runUrl: undefined,
  };
  if (broken.component === payments) {
    const last = lastGood(payments, day.minus({ days: 1 }));
    const { version, commit } = last;
    return [{ ...common, version, commit, rollbackOf: broken.id }];
  }
  if (broken.component === search) {
    const version = `${broken.version}-hotfix`;
    return [{ ...common, version, hotfixFor: broken.id }];
  }
  return [];
}

/** The newest production deployment at or before a day that was not bad; looks back one deploy day a time. */
function lastGood(
  component: ExampleComponent,
  day: DateTime,
): { version: string; commit: string } {
  const found = productionOf(component, day);
  return found && !found.bad
    ? found
    : lastGood(component, day.minus({ days: 1 }));
}

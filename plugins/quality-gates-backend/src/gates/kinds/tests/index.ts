import {
  createGateKind,
  describeDuration,
  isSameCommit,
  joinTestReports,
  measureTests,
  type JoinedTests,
  type Measurement,
  type Millis,
  type ProbeContext,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import { findJob } from './findJob';
import { params } from './params';
import { isSelected, selectReports, type StartedReport } from './selectTests';

type Context = ProbeContext<z.output<typeof params>>;

const hasFailed = ({ cases }: JoinedTests) =>
  cases.some(({ status }) => status === 'failed');

/** Tests against an environment, soon after a deployment. */
export const tests = createGateKind({
  kind: 'tests',
  title: 'Tests after deployment',
  params,
  stricter: { startWithin: 'down', 'retry.attempts': 'down' },
  setup: () => async context => {
    const { deployment, request, facts } = context;
    const deployedAt = context.instant(context.params.after);
    if (deployedAt === undefined) {
      return wait(
        `Waits for version ${request.version} to reach ${request.environment}`,
      );
    }
    const { environment } = request;
    const [all, deployments] = await Promise.all([
      facts.testReports({ since: deployedAt }),
      facts.deployments({ environment }),
    ]);
    const later = deployments
      .filter(
        one => one.finishedAt > deployedAt && one.version !== request.version,
      )
      .map(({ finishedAt }) => finishedAt);
    const to = later.length ? Math.min(...later) : undefined;
    const selector = context.fill(context.params.selector);
    const reports = selectReports(all, { environment, from: deployedAt, to });
    const selected = reports.filter(
      ({ data }) =>
        (data.incomplete !== undefined && data.cases.length === 0) ||
        data.cases.some(test => isSelected(selector, test, data)),
    );
    if (selected.length === 0) {
      return measureAbsence(context, { deployedAt, selector });
    }
    const commit = request.commit ?? deployment?.commit;
    return measureReports(context, { selector, selected, deployedAt, commit });
  },
});

function measureReports(
  { params: given, now }: Context,
  seen: {
    readonly selector: string;
    readonly selected: readonly StartedReport[];
    readonly deployedAt: Millis;
    readonly commit?: string;
  },
): Measurement {
  const { selector, selected, deployedAt, commit } = seen;
  const { attempts } = given.retry;
  const joined = joinTestReports(selected, {
    counts: (test, report) => isSelected(selector, test, report),
    attempts,
  });
  const measured = measureTests(joined, selected, given);
  const retryUntil =
    Math.max(...selected.map(({ at }) => at)) + given.startWithin;
  if (hasFailed(joined) && joined.attempts < attempts && now < retryUntil) {
    return wait(
      `Attempt ${joined.attempts} of ${attempts} failed; waits for the next. ${measured.summary}`,
      retryUntil,
    );
  }
  return {
    ...measured,
    about: { commit: findOther(selected, commit) ?? commit },
    readings: [
      ...measured.readings,
      {
        name: 'time until the tests began',
        value: (selected[0].startedAt - deployedAt) / 1000,
        unit: 's',
        limits: { fail: given.startWithin / 1000, direction: 'at-most' },
      },
    ],
  };
}

/** No report: not yet, not any more, or a job that is at it. */
async function measureAbsence(
  context: Context,
  seen: { readonly deployedAt: Millis; readonly selector: string },
): Promise<Measurement> {
  const { params: given, now, request } = context;
  const { deployedAt, selector } = seen;
  const until = deployedAt + given.startWithin;
  const job = await findJob(context, { ...seen, until });
  if (job && job.finishedAt === undefined) {
    return wait(`The job ${job.name} is running and has not reported yet`);
  }
  const reportUntil =
    job?.finishedAt === undefined ? until : job.finishedAt + given.startWithin;
  if (now < reportUntil) {
    return wait(
      `Waits for tests ${selector} in ${request.environment}`,
      reportUntil,
    );
  }
  if (job) {
    const message = `The job ${job.name} has ended and sent no report of tests ${selector} in ${request.environment}`;
    const undecided = { code: 'no_report', message };
    return { readings: [], summary: message, undecided };
  }
  return {
    readings: [
      {
        name: 'test runs begun in time',
        value: 0,
        limits: { fail: 1, direction: 'at-least' },
        shown: null,
      },
    ],
    summary: `No tests ${selector} began in ${
      request.environment
    } within ${describeDuration(given.startWithin)} of the deployment`,
  };
}

/** The commit of a report that is about another than the one asked for. */
function findOther(
  reports: readonly StartedReport[],
  commit: string | undefined,
) {
  return reports
    .map(({ data }) => data.commit)
    .find(one => one !== undefined && !isSameCommit(one, commit));
}

function wait(message: string, until?: Millis): Measurement {
  return { readings: [], summary: message, pending: { message, until } };
}

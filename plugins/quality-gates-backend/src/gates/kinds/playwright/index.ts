import {
  createGateKind,
  joinTestReports,
  measureTests,
  readQuarantine,
  readTestReports,
  type JoinedTests,
  type Reading,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { params } from './params';

/** Reports of Playwright about the commit that is asked for. */
export const playwright = createGateKind({
  kind: 'playwright',
  title: 'Playwright reports',
  params,
  stricter: { unexpected: 'down' },
  setup: () => async context => {
    const { params: given } = context;
    const { projects, unexpected } = given;
    const read = await readTestReports(context, {
      ...given,
      formats: ['playwright', 'playwright-json'],
      writes: tool => tool === 'playwright',
    });
    if ('nothing' in read) return read.nothing;
    const quarantine = await readQuarantine(given.quarantine, context);
    const joined = joinTestReports(read.reports, {
      counts: projects && (({ project = '' }) => projects.includes(project)),
    });
    const measured = measureTests(joined, read.reports, {
      ...given,
      maxFailures: unexpected,
      quarantine,
    });
    if (!projects) return measured;
    const silent = findSilent(projects, joined);
    const words = silent.length
      ? [`No test of ${silent.join(', ')} has run`]
      : [];
    return {
      ...measured,
      readings: [...measured.readings, readSilent(silent)],
      summary: [measured.summary, ...words].join('. '),
    };
  },
});

/** Projects of which no test has run. */
function findSilent(projects: readonly string[], { cases }: JoinedTests) {
  return projects.filter(
    project =>
      !cases.some(
        test => test.project === project && test.status !== 'skipped',
      ),
  );
}

function readSilent(silent: readonly string[]): Reading {
  return {
    name: 'projects without a test',
    value: silent.length,
    unit: 'untested projects',
    limits: { fail: 0, direction: 'at-most' },
  };
}

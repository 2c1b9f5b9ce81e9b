import type { DateTime } from 'luxon';
import { between, hexId, noise } from '../noise';
import { runUrl } from '../runs';
import type { ExampleComponent, ExampleMessage, ExampleRun } from '../types';

const SUITES = ['Basket', 'CaptureRetry', 'Totals'];
const CASES_A_SUITE = 40;
/** Share of runs in which a test failed and then passed by itself. */
const FLAKY_RATIO = 0.05;

/** What the unit tests of a run said, as JUnit XML; [] when they were not reached. */
export function testReportMessages(run: ExampleRun): ExampleMessage[] {
  const job = run.jobs.find(({ name }) => name === 'unit tests');
  const step = job?.steps.find(({ name }) => name === 'npm test');
  if (!step) return [];
  const seconds = step.finishedAt.diff(step.startedAt).as('seconds');
  const suites = SUITES.map(suite => suiteXml(run, suite, step.message));
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites time="${seconds}" timestamp="${iso(step.startedAt)}">
${suites.join('\n')}
</testsuites>`;
  return [
    {
      path: path('junit', run.component, {
        commit: run.commit,
        runUrl: runUrl(run),
        suite: 'unit',
      }),
      headers: { 'content-type': 'application/xml' },
      body,
      proof: 'token',
    },
  ];
}

function suiteXml(run: ExampleRun, suite: string, message = ''): string {
  const [failing, words] = message.split(' › ');
  const flaky = noise('flaky', suite, run.id, run.attempt) < FLAKY_RATIO / 3;
  const cases = Array.from({ length: CASES_A_SUITE }, (_, index) => {
    const name = `case ${index + 1}`;
    const time = between(0.01, 2, 'case', suite, index).toFixed(3);
    const inside =
      index === 0 && flaky
        ? '<flakyFailure message="timed out after 5 s"/>'
        : '';
    return `<testcase classname="${suite}" name="${name}" time="${time}">${inside}</testcase>`;
  });
  if (failing === suite && words) {
    const [name, text] = words.split(': ');
    cases.push(
      `<testcase classname="${suite}" name="${name}" time="1.2"><failure message="${text}"/></testcase>`,
    );
  }
  return `<testsuite name="${suite}" timestamp="${iso(
    run.startedAt,
  )}">${cases.join('')}</testsuite>`;
}

/** What the weekly scan of a component found, as SARIF. */
export function scanMessage(run: ExampleRun): ExampleMessage {
  const week = run.startedAt.toISODate()!;
  const count = (most: number, severity: string) =>
    Math.floor(noise('scan', severity, run.component.name, week) * most);
  const rules = [
    { id: 'critical', severity: '9.8', count: count(3, 'critical') },
    { id: 'high', severity: '7.5', count: count(7, 'high') },
    { id: 'medium', severity: '5.1', count: count(16, 'medium') },
  ];
  const body = {
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'example-scanner',
            rules: rules.map(({ id, severity }) => ({
              id,
              properties: { 'security-severity': severity },
            })),
          },
        },
        invocations: [
          { executionSuccessful: true, endTimeUtc: iso(run.finishedAt) },
        ],
        results: rules.flatMap(rule => resultsOf(rule, week)),
      },
    ],
  };
  return {
    path: path('sarif', run.component, {
      commit: run.commit,
      runUrl: runUrl(run),
    }),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    proof: 'token',
  };
}

function resultsOf(rule: { id: string; count: number }, week: string) {
  return Array.from({ length: rule.count }, (_, index) => ({
    ruleId: rule.id,
    level: 'warning',
    message: {
      text: `CVE-2026-${hexId(5, rule.id, week, index)} in a dependency`,
    },
  }));
}

function path(
  format: string,
  { name }: ExampleComponent,
  about: Readonly<Record<string, string>>,
): string {
  const entityRef = `component:default/${name}`;
  const query = new URLSearchParams({ entityRef, ...about });
  return `/ingest/files/${format}?${query}`;
}

function iso(at: DateTime): string {
  return at.toUTC().toISO()!;
}

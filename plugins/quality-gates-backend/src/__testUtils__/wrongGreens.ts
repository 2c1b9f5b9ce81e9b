import type { JsonObject } from '@backstage/types';
import { vector, type AskedPolicy, type Asking, type World } from './askGates';
import { reportedGate } from './makePolicy';
import { alertWorld, argoWorld, jobsWorld } from './worlds';

/** Versions asked about; the commit of each is its own. */
export const BAD = { version: '1.5.0', commit: 'bad5bad5bad5' };
export const GOOD = { version: '1.6.0', commit: 'a11a11a11a11' };

/** What there is to see when it is asked. */
export interface Evidence {
  /** What the sources answer. */
  readonly world?: World;
  /** What is sent through the doors before. */
  readonly send?: (asking: Asking, name: string) => Promise<unknown>;
  /** Of the question. */
  readonly question?: object;
}

/** A way to show green without having looked, and the same policy with good evidence. */
export interface Trap {
  readonly title: string;
  readonly policy: AskedPolicy;
  readonly bad: Evidence;
  /** Code of the outcome, or of the decision when no outcome decided. */
  readonly code: string;
  readonly good: Evidence;
  /** Where the trap is in the policy itself, the one without it. */
  readonly repaired?: AskedPolicy;
}

function gate(type: string, params: JsonObject, rest: JsonObject = {}) {
  return {
    gates: [{ id: 'gate', type, phase: 'pre-deploy', with: params, ...rest }],
  };
}

const ERROR_RATIO = {
  source: 'prometheus',
  query: 'error_ratio{version="${request.version}"}',
  thresholds: { critical: 0.05 },
};
const OK_RATIO: Evidence = { world: () => vector('0.01') };

const ALERTS = {
  source: 'alertmanager',
  matchers: ['service="checkout"'],
  requireRules: { source: 'prometheus', atLeast: 1 },
  requireTraffic: { source: 'prometheus', query: 'sum(requests)', min: 1 },
};

const sendTests =
  ({ commit }: { commit: string }, text: string): Evidence['send'] =>
  (asking, name) =>
    asking.sendTests(name, commit, text);
const sendPlaywright =
  ({ commit }: { commit: string }, text: string): Evidence['send'] =>
  async ({ plugin }, name) => {
    const about = `entityRef=component:default/${name}&commit=${commit}`;
    const path = `/ingest/files/playwright?${about}`;
    const type = { 'Content-Type': 'application/json' };
    const answer = await plugin.send(path, text, type);
    if (answer.status === 202) await plugin.understood(answer);
  };
const ONE_SPEC = JSON.stringify({
  suites: [
    {
      specs: [
        {
          title: 'pays',
          tests: [
            {
              projectName: 'chromium',
              status: 'expected',
              results: [{ status: 'passed', duration: 1 }],
            },
          ],
        },
      ],
    },
  ],
});
const BUDGET = {
  source: 'prometheus',
  objective: 0.999,
  window: '30d',
  errorRatioQuery: 'slo[${window}]',
  burnRates: [{ long: '1h', short: '5m', max: 2, verdict: 'fail' }],
};
const ONE_TEST = '<testsuite><testcase name="a"/></testsuite>';

const ARGOCD = {
  source: 'argocd',
  apps: ['checkout'],
  revision: '${request.commit}',
  images: { allTagged: '${request.version}' },
};
/** What is not out yet stays so until the deadline. */
const SOON = { spec: { decision: { deadline: '2s' } } };
const HTTP = { source: 'http', path: '/state', expect: { 'json:$.ok': true } };
const reports =
  (version: string, rest: object = {}): Evidence['send'] =>
  (asking, name) =>
    asking.report(name, version, rest);
const REPORTED: AskedPolicy = { gates: [reportedGate] };
/** A report about the good version. */
export const reportedGood: Evidence = { send: reports(GOOD.version) };
const anHourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

/** By the names they go by; what follows a colon is another form of the same. */
export const TRAPS: readonly Trap[] = [
  {
    title: 'empty policy',
    policy: {
      gates: [{ ...reportedGate, when: "request.changeType == 'normal'" }],
    },
    bad: { send: reports(BAD.version) },
    code: 'only_skipped',
    good: { ...reportedGood, question: { changeType: 'normal' } },
  },
  {
    title: 'a metric without a condition',
    policy: gate('promql', { ...ERROR_RATIO, thresholds: {} }),
    bad: OK_RATIO,
    code: 'no_condition',
    repaired: gate('promql', ERROR_RATIO),
    good: OK_RATIO,
  },
  {
    title: 'NaN',
    policy: gate('promql', ERROR_RATIO),
    bad: { world: () => vector('NaN') },
    code: 'not_a_number',
    good: OK_RATIO,
  },
  {
    title: 'empty result',
    policy: gate('promql', ERROR_RATIO),
    bad: { world: () => vector() },
    code: 'no_value',
    good: OK_RATIO,
  },
  {
    title: 'several series without a reducer',
    policy: gate('promql', ERROR_RATIO),
    bad: { world: () => vector('0.01', '0.9') },
    code: 'several_series',
    good: OK_RATIO,
  },
  {
    title: 'a comparison filter that empties the result',
    policy: gate('promql', {
      ...ERROR_RATIO,
      query: `${ERROR_RATIO.query} > 0.05`,
    }),
    bad: { world: () => vector() },
    code: 'no_value',
    repaired: gate('promql', ERROR_RATIO),
    good: OK_RATIO,
  },
  {
    title: 'no traffic so the alert resolved',
    policy: gate('alerts', ALERTS),
    bad: { world: alertWorld('0', 'checkout') },
    code: 'no_traffic',
    good: { world: alertWorld('5', 'checkout') },
  },
  {
    title: 'an alert matcher that can match nothing',
    policy: gate('alerts', ALERTS),
    bad: { world: alertWorld('5', 'chekout') },
    code: 'no_rules',
    good: { world: alertWorld('5', 'checkout') },
  },
  {
    title: 'an alert matcher that can match nothing: nobody looks whether',
    policy: gate('alerts', { ...ALERTS, requireRules: undefined }),
    bad: { world: alertWorld('5', 'chekout') },
    code: 'unproven_matcher',
    repaired: gate('alerts', ALERTS),
    good: { world: alertWorld('5', 'checkout') },
  },
  {
    title: 'zero tests',
    policy: gate('junit', { minTests: 1 }),
    bad: { send: sendTests(BAD, '<testsuite tests="0"/>') },
    code: 'fail_limit',
    good: { send: sendTests(GOOD, ONE_TEST) },
  },
  {
    title: 'corrupt report',
    policy: gate('junit', { minTests: 1 }),
    bad: { send: sendTests(BAD, '<testsuite><testcase name="a"/>') },
    code: 'no_report',
    good: { send: sendTests(GOOD, ONE_TEST) },
  },
  {
    title: 'skipped summary job',
    policy: gate('github-jobs', {
      source: 'github',
      workflow: 'ci.yaml',
      jobs: ['summary'],
    }),
    bad: { world: jobsWorld('skipped') },
    code: 'fail_limit',
    good: { world: jobsWorld('success') },
  },
  {
    title: 'Synced at an old revision',
    policy: { ...gate('argocd', ARGOCD), ...SOON },
    bad: { world: argoWorld('0ld0ld0ld', BAD.version) },
    code: 'deadline_exceeded',
    good: { world: argoWorld(GOOD.commit, GOOD.version) },
  },
  {
    title: 'one image with the old tag',
    policy: { ...gate('argocd', ARGOCD), ...SOON },
    bad: { world: argoWorld(BAD.commit, BAD.version, '1.4.2') },
    code: 'deadline_exceeded',
    good: { world: argoWorld(GOOD.commit, GOOD.version, GOOD.version) },
  },
  {
    title: '`200 OK` with an error body',
    policy: gate('http', HTTP),
    bad: { world: () => ({ json: { error: 'database is down' } }) },
    code: 'fail_limit',
    good: { world: () => ({ json: { ok: true } }) },
  },
  {
    title: '`200 OK` with an error body: of a metrics store',
    policy: gate('promql', ERROR_RATIO),
    bad: { world: () => ({ json: { status: 'error', error: 'no' } }) },
    code: 'probe_failed',
    good: OK_RATIO,
  },
  {
    title: '`200 OK` with an error body: a page to sign in',
    policy: gate('promql', ERROR_RATIO),
    bad: {
      world: () => ({
        text: '<html>Sign in</html>',
        headers: { 'content-type': 'text/html' },
      }),
    },
    code: 'probe_failed',
    good: OK_RATIO,
  },
  {
    title: 'no policy, or all gates in shadow',
    policy: { gates: [{ ...reportedGate, mode: 'shadow' }] },
    bad: { send: reports(BAD.version) },
    code: 'only_shadow',
    repaired: REPORTED,
    good: reportedGood,
  },
  {
    title: 'evidence for another version',
    policy: REPORTED,
    bad: { send: reports('1.4.2') },
    code: 'other_version',
    good: reportedGood,
  },
  {
    title: 'expired evidence',
    policy: { gates: [{ ...reportedGate, maxAge: '30m' }] },
    bad: { send: reports(BAD.version, { at: anHourAgo() }) },
    code: 'too_old',
    good: reportedGood,
  },
  {
    title: 'a run ended before its first measurement: or before its last',
    policy: {
      ...gate('promql', ERROR_RATIO, {
        sampling: { count: 2, interval: '1h' },
      }),
      ...SOON,
    },
    bad: OK_RATIO,
    code: 'deadline_exceeded',
    repaired: gate('promql', ERROR_RATIO, {
      sampling: { count: 2, interval: '1s' },
    }),
    good: OK_RATIO,
  },
  {
    title: 'a run ended before its first measurement',
    policy: {
      ...gate('promql', ERROR_RATIO, {
        sampling: { count: 1, initialDelay: '1h' },
      }),
      ...SOON,
    },
    bad: OK_RATIO,
    code: 'deadline_exceeded',
    repaired: {
      ...gate('promql', ERROR_RATIO, {
        sampling: { count: 1, initialDelay: '1s' },
      }),
      spec: { decision: { deadline: '1m' } },
    },
    good: OK_RATIO,
  },
  {
    title: 'NaN: of an error budget',
    policy: gate('error-budget', BUDGET),
    bad: { world: () => vector('NaN') },
    code: 'not_a_number',
    good: { world: () => vector('0.0001') },
  },
  {
    title: 'empty result: of an error budget',
    policy: gate('error-budget', BUDGET),
    bad: { world: () => vector() },
    code: 'no_value',
    good: { world: () => vector('0.0001') },
  },
  {
    title: 'zero tests: of Playwright',
    policy: gate('playwright', { minTests: 1 }),
    bad: { send: sendPlaywright(BAD, '{"suites":[]}') },
    code: 'fail_limit',
    good: { send: sendPlaywright(GOOD, ONE_SPEC) },
  },
  {
    title: 'corrupt report: of Playwright',
    policy: gate('playwright', { minTests: 1 }),
    bad: { send: sendPlaywright(BAD, ONE_SPEC.slice(0, -1)) },
    code: 'no_report',
    good: { send: sendPlaywright(GOOD, ONE_SPEC) },
  },
  {
    title: 'skipped summary job: a leg of the matrix that is not there',
    policy: gate('github-jobs', {
      ...{ source: 'github', workflow: 'ci.yaml' },
      matrix: { job: 'build', values: ['cart'] },
    }),
    bad: { world: jobsWorld('success') },
    code: 'missing_jobs',
    repaired: gate('github-jobs', {
      ...{ source: 'github', workflow: 'ci.yaml', jobs: ['build'] },
    }),
    good: { world: jobsWorld('success') },
  },
  {
    title: 'evidence for another version: tests of another commit',
    policy: gate('junit', { minTests: 1 }),
    bad: { send: sendTests({ commit: '0ld0ld0ld' }, ONE_TEST) },
    code: 'no_report',
    good: { send: sendTests(GOOD, ONE_TEST) },
  },
];

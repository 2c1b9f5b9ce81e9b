/** What the recorded answers under `gates/` of the corpus must come to, by file. */
import type { JsonObject } from '@backstage/types';
import type { AskedPolicy } from './askGates';

const gate = (
  type: string,
  params: JsonObject,
  retry: JsonObject = { attempts: 1 },
): AskedPolicy => ({
  gates: [
    {
      ...{ id: 'gate', type, phase: 'pre-deploy', with: params },
      retry,
      // Reports say when they were made, which may be years ago.
      maxAge: '36500d',
    },
  ],
  spec: { decision: { deadline: '2s' } },
});

const RATIO = {
  source: 'prometheus',
  query: 'error_ratio',
  thresholds: { degraded: 0.02, critical: 0.05 },
};
const alerts = (service: string, rest: JsonObject = {}) =>
  gate('alerts', {
    source: 'alertmanager',
    matchers: [`service_name="${service}"`],
    requireRules: { source: 'prometheus' },
    ...rest,
  });
const GUESTBOOK = {
  source: 'argocd',
  revision: '6bed858de32a0e876ec49dad1a2e3c5840d3fb07',
  images: { allTagged: '0.2' },
};
const jobs = (rest: JsonObject) =>
  gate('github-jobs', { source: 'github', workflow: 'ci.yaml', ...rest });
const REPORT = { minTests: 1, flaky: { max: 0, verdict: 'warn' } };

/** One policy for each way of asking about a file. */
export const CORPUS_POLICIES: Readonly<Record<string, AskedPolicy>> = {
  promql: gate('promql', RATIO),
  'promql-max': gate('promql', { ...RATIO, reduce: 'max' }),
  'promql-min': gate('promql', { ...RATIO, reduce: 'min' }),
  'promql-again': gate('promql', RATIO, { attempts: 2, initialDelay: '100ms' }),
  budget: gate('error-budget', {
    source: 'prometheus',
    objective: 0.999,
    window: '30d',
    errorRatioQuery: 'slo[${window}]',
    burnRates: [{ long: '1h', short: '5m', max: 2, verdict: 'fail' }],
  }),
  alerts: alerts('checkout'),
  'alerts-silenced': alerts('checkout', { silenced: 'ignore' }),
  'alerts-typo': alerts('chekout'),
  'alerts-traffic': alerts('checkout', {
    requireTraffic: { source: 'prometheus', query: 'traffic', min: 1 },
  }),
  argocd: gate('argocd', { ...GUESTBOOK, apps: ['guestbook'] }),
  'argocd-list': gate('argocd', { ...GUESTBOOK, selector: 'app=guestbook' }),
  'argocd-shop': gate('argocd', {
    ...{ source: 'argocd', apps: ['shop'] },
    images: { allTagged: '1.5.0', only: ['ghcr.io/example/*'] },
  }),
  'jobs-legs': jobs({ matrix: { job: 'build', values: ['cart', 'checkout'] } }),
  'jobs-leg': jobs({ jobs: ['build (cart)'] }),
  'jobs-missing': jobs({ jobs: ['build (frontend)'] }),
  'jobs-summary': jobs({ jobs: ['Require Passing Components'] }),
  junit: gate('junit', REPORT),
  playwright: gate('playwright', REPORT),
};

/** A file, how it is asked about, what that comes to, and the status it was recorded with. */
export type CorpusCase = readonly [
  file: string,
  policy: keyof typeof CORPUS_POLICIES,
  answer: string,
  status?: number,
];

const unreadable = 'deny: error probe_failed';
const passes = 'allow: pass within_limits';
const fails = 'deny: fail fail_limit';
const late = 'deny: fail deadline_exceeded';

/** Every file that a gate of a kind that exists can be asked about. */
export const CORPUS_CASES: readonly CorpusCase[] = [
  ['prometheus/query-instant-vector-error-ratio-pass.json', 'promql', passes],
  [
    'prometheus/query-instant-vector-error-ratio-critical.json',
    'promql',
    fails,
  ],
  [
    'prometheus/query-instant-vector-empty-no-data.json',
    'promql',
    'deny: inconclusive no_value',
  ],
  [
    'prometheus/query-instant-threshold-filter-empty.json',
    'promql',
    'deny: inconclusive no_value',
  ],
  ['prometheus/query-instant-threshold-filter-match.json', 'promql', fails],
  [
    'prometheus/query-instant-threshold-bool.json',
    'promql',
    'deny: inconclusive several_series',
  ],
  [
    'prometheus/query-instant-vector-nan-no-traffic.json',
    'promql',
    'deny: inconclusive not_a_number',
  ],
  [
    'prometheus/query-instant-vector-nan.json',
    'promql',
    'deny: inconclusive not_a_number',
  ],
  [
    'prometheus/query-instant-scalar-nan.json',
    'promql',
    'deny: inconclusive not_a_number',
  ],
  [
    'prometheus/query-instant-vector-inf.json',
    'promql',
    'deny: inconclusive infinite',
  ],
  ['prometheus/query-instant-scalar.json', 'promql', fails],
  ['prometheus/query-instant-absent.json', 'promql', fails],
  [
    'prometheus/query-instant-multi-series.json',
    'promql',
    'deny: inconclusive several_series',
  ],
  ['prometheus/query-instant-multi-series.json', 'promql-max', fails],
  ['prometheus/query-instant-multi-series.json', 'promql-min', passes],
  [
    'prometheus/query-instant-multi-series.json',
    'budget',
    'deny: inconclusive several_series',
  ],
  ['prometheus/query-instant-vector-error-ratio-pass.json', 'budget', fails],
  [
    'prometheus/query-instant-vector-nan-no-traffic.json',
    'budget',
    'deny: inconclusive not_a_number',
  ],
  ['prometheus/query-instant-burn-rate-1h.json', 'promql', fails],
  ['prometheus/query-instant-burn-rate-6h.json', 'promql', fails],
  [
    'prometheus/query-instant-burn-rate-1h.json',
    'budget',
    'deny: inconclusive not_a_ratio',
  ],
  ['prometheus/query-instant-string.json', 'promql', unreadable],
  ['prometheus/query-error-bad-data.json', 'promql', unreadable, 400],
  ['prometheus/query-error-execution.json', 'promql', unreadable, 422],
  [
    'prometheus/query-error-timeout.json',
    'promql',
    'deny: error source_unavailable',
    503,
  ],
  [
    'prometheus/query-range-error-too-many-points.json',
    'promql',
    unreadable,
    400,
  ],
  ['prometheus/query-range-empty.json', 'promql', unreadable],
  ['prometheus/query-range-matrix.json', 'promql', unreadable],
  ['prometheus/alerts.json', 'promql', unreadable],
  ['prometheus/alerts-none.json', 'promql', unreadable],
  ['prometheus/format-query.json', 'promql', unreadable],
  ['prometheus/rules.json', 'promql', unreadable],
  ['prometheus/series.json', 'promql', unreadable],
  ['prometheus/status-buildinfo.json', 'promql', unreadable],
  ['pushgateway/api-v1-metrics.json', 'promql', unreadable],
  ['pushgateway/metrics.txt', 'promql', unreadable],
  ['alertmanager/v2-alerts-empty.json', 'alerts', passes],
  [
    'alertmanager/v2-alerts-empty.json',
    'alerts-traffic',
    'deny: inconclusive no_traffic',
  ],
  ['alertmanager/v2-alerts-firing.json', 'alerts', fails],
  ['alertmanager/v2-alerts-filter-firing.json', 'alerts', fails],
  ['alertmanager/v2-alerts-silenced.json', 'alerts', fails],
  ['alertmanager/v2-alerts-silenced.json', 'alerts-silenced', passes],
  [
    'alertmanager/v2-alerts-bad-filter.json',
    'alerts-typo',
    'deny: inconclusive no_rules',
  ],
  ['alertmanager/v2-alerts-groups.json', 'alerts', unreadable],
  ['alertmanager/v2-silence-created.json', 'alerts', unreadable],
  ['alertmanager/v2-silences.json', 'alerts', unreadable],
  ['alertmanager/v2-status.json', 'alerts', unreadable],
  ['argocd/application-synced-healthy.json', 'argocd', passes],
  ['argocd/applications-list.json', 'argocd-list', passes],
  ['argocd/application-outofsync-degraded.json', 'argocd', fails],
  ['argocd/application-progressing.json', 'argocd', late],
  ['argocd/application-synced-old-revision.json', 'argocd', late],
  ['argocd/application-one-image-stale.json', 'argocd-shop', late],
  [
    'argocd/error-permission-denied.json',
    'argocd',
    'deny: error source_refused',
    403,
  ],
  ['github/get-run-jobs-matrix.json', 'jobs-legs', fails],
  ['github/get-run-jobs-matrix.json', 'jobs-leg', passes],
  [
    'github/get-run-jobs-matrix.json',
    'jobs-missing',
    'deny: inconclusive missing_jobs',
  ],
  ['github/get-run-jobs-matrix.json', 'jobs-summary', fails],
  ['junit/corrupt.xml', 'junit', 'deny: inconclusive no_report'],
  ['junit/mocha.xml', 'junit', passes],
  ['junit/no-attributes.xml', 'junit', fails],
  ['junit/no-cases.xml', 'junit', fails],
  ['junit/node-test-runner.xml', 'junit', fails],
  ['junit/playwright-flaky.xml', 'junit', passes],
  ['junit/playwright-mixed.xml', 'junit', fails],
  ['junit/surefire-flaky-rerun.xml', 'junit', fails],
  ['playwright/report-pass.json', 'playwright', passes],
  [
    'playwright/report-flaky.json',
    'playwright',
    'allow-with-warnings: warn warn_limit',
  ],
  ['playwright/report-mixed.json', 'playwright', fails],
  ['playwright/report-no-tests.json', 'playwright', fails],
];

/** Files that are no answer to a gate, and the test that uses them. */
export const CORPUS_ELSEWHERE: Readonly<Record<string, string>> = {
  'github/get-pending-deployments.json': 'githubProtectionRule.test.ts',
  'github/post-deployment_protection_rule-approve-request.json':
    'githubProtectionRule.test.ts',
  'github/post-deployment_protection_rule-status-only-request.json':
    'githubProtectionRule.test.ts',
  'github/webhook-deployment_protection_rule-requested.json':
    'githubProtectionRule.test.ts',
  'github/webhook-deployment_review-requested.json':
    'sources/github/corpus.test.ts',
  'github/webhook-deployment_status.json': 'sources/github/corpus.test.ts',
  'github/webhook-workflow_job-completed-failure.json':
    'sources/github/corpus.test.ts',
  'github/webhook-workflow_job-queued-with-deployment.json':
    'sources/github/corpus.test.ts',
  'github/webhook-workflow_job-waiting.json': 'sources/github/corpus.test.ts',
  'github/webhook-workflow_run-completed.json': 'sources/github/corpus.test.ts',
  'kubernetes/prometheusrule-dash0-thresholds.json': 'gatesCorpus.test.ts',
  'kubernetes/prometheusrule-no-runbook.json': 'gatesCorpus.test.ts',
  'kubernetes/prometheusrule-sloth-generated.json': 'gatesCorpus.test.ts',
};

/** Files and folders of systems that no kind of gate asks yet, a schema, and an answer that nobody asks for. */
export const CORPUS_NOT_YET: readonly string[] = [
  ...['argo-rollouts/', 'checkly/', 'datadog/', 'dependency-track/'],
  ...['grafana/', 'grafana-irm/', 'mlflow/', 'newrelic/', 'opsgenie/'],
  ...['pact/', 'pagerduty/', 'sarif/', 'slack/', 'sonarqube/', 'trivy/'],
  'github/get-environment.json',
  'github/webhook-deployment_protection_rule-requested.schema.json',
  'kubernetes/grafanadashboard.json',
  'kubernetes/persesdashboard.json',
];

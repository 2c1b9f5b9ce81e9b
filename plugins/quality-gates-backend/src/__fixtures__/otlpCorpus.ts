/**
 * What each file of the corpus of OTLP must say: the status of the answer, spans kept and refused, and the facts read off
 * them. Input of receivers (`collector-…/*-completed.json`) has no spans: unknown fields are ignored.
 */
export const otlpCorpus: Readonly<
  Record<
    string,
    {
      readonly status: number;
      /** Of a refusal, as google.rpc.Code. */
      readonly code?: number;
      readonly rejected?: string;
      readonly spans?: number;
      readonly facts?: readonly string[];
    }
  >
> = {
  'README.md': { status: 415, code: 3 },
  'ansible/playbook.constructed.json': {
    status: 200,
    spans: 3,
    facts: [
      'run otlp:67a333356cdc566e6e346b5718447308#1 deploy.yml: failure',
      'task [web1] Deploy: Install package: success',
      'task [web1] Deploy: Restart: failure',
    ],
  },
  'argo-workflows-native/workflow-failed.constructed.json': {
    status: 200,
    spans: 5,
    facts: [
      'run otlp:workflow-controller/argo/payments-ci-x7k2p#1 payments-ci: failure',
      'task payments-ci-x7k2p-1: failure',
    ],
  },
  'buildkite/notification-service.constructed.json': {
    status: 200,
    spans: 3,
    facts: [
      'run otlp:buildkite/acme/payments/12#1 payments: success',
      'task test: success',
    ],
  },
  'collector-githubreceiver/workflow-job-completed.json': { status: 200 },
  'collector-githubreceiver/workflow-job-expected.yaml': {
    status: 415,
    code: 3,
  },
  'collector-githubreceiver/workflow-job-skipped-expected.contrib.json': {
    status: 200,
    spans: 2,
    facts: [
      'run github:github.com/open-telemetry/opentelemetry-collector-contrib/14796710445#13 undefined: undefined',
      'task build: skip',
    ],
  },
  'collector-githubreceiver/workflow-run-completed.json': { status: 200 },
  'collector-githubreceiver/workflow-run-expected.yaml': {
    status: 415,
    code: 3,
  },
  'collector-gitlabreceiver/events.pipeline.with_environment.json': {
    status: 200,
  },
  'collector-gitlabreceiver/pipeline-with-environment.expected.constructed.json':
    {
      status: 200,
      spans: 4,
      facts: [
        'run gitlab:gitlab.example.com/prod/web-app/3#1 Deploy Pipeline: success',
        'task deploy-staging: success',
        'task deploy-production: failure',
        'deployment staging: success',
        'deployment production: failure',
      ],
    },
  'concourse/build.constructed.json': {
    status: 200,
    spans: 4,
    facts: [
      'run otlp:concourse-web/main/payments/deploy-prod/7#1 payments/deploy-prod: failure',
      'task get repo: unknown',
      'task task unit: unknown',
      'task put k8s: failure',
    ],
  },
  'edge/bad-hex.400.json': { status: 400, code: 3 },
  'edge/empty-envelopes.json': { status: 200 },
  'edge/empty-request.json': { status: 200 },
  'edge/empty-resourcespans.json': { status: 200 },
  'edge/end-before-start.json': {
    status: 200,
    spans: 1,
    facts: ['run otlp:e/1#1 P: success'],
  },
  'edge/legacy-instrumentationLibrarySpans.json': {
    status: 200,
    spans: 1,
    facts: ['run otlp:e/1#1 P: success'],
  },
  'edge/malformed.400.json': { status: 400, code: 3 },
  'edge/missing-traceid.rejected.json': { status: 200, rejected: '1' },
  'edge/unknown-fields.json': {
    status: 200,
    spans: 1,
    facts: ['run otlp:e/1#1 P: success'],
  },
  'edge/uppercase-hex.json': {
    status: 200,
    spans: 1,
    facts: ['run otlp:e/1#1 P: success'],
  },
  'edge/value-types.json': {
    status: 200,
    spans: 1,
    facts: ['run otlp:e/1#1 P: success'],
  },
  'edge/zero-traceid.rejected.json': { status: 200, rejected: '1' },
  'jenkins/pipeline-aborted.constructed.json': {
    status: 200,
    spans: 10,
    facts: [
      'run jenkins:jenkins.example.com/job/acme/job/payments/job/main/42#1 acme » payments » main: cancellation',
      'task Build: success',
      'task Deploy to production: cancellation',
    ],
  },
  'jenkins/pipeline-failure.constructed.json': {
    status: 200,
    spans: 10,
    facts: [
      'run jenkins:jenkins.example.com/job/acme/job/payments/job/main/42#1 acme » payments » main: failure',
      'task Build: success',
      'task Deploy to production: failure',
    ],
  },
  'jenkins/pipeline-not_built.constructed.json': {
    status: 200,
    spans: 10,
    facts: [
      'run jenkins:jenkins.example.com/job/acme/job/payments/job/main/42#1 acme » payments » main: skip',
      'task Build: success',
      'task Deploy to production: skip',
    ],
  },
  'jenkins/pipeline-success.constructed.json': {
    status: 200,
    spans: 10,
    facts: [
      'run jenkins:jenkins.example.com/job/acme/job/payments/job/main/42#1 acme » payments » main: success',
      'task Build: success',
      'task Deploy to production: success',
    ],
  },
  'jenkins/pipeline-unstable.constructed.json': {
    status: 200,
    spans: 10,
    facts: [
      'run jenkins:jenkins.example.com/job/acme/job/payments/job/main/42#1 acme » payments » main: failure',
      'task Build: success',
      'task Deploy to production: failure',
    ],
  },
  'junit/datadog-ci.junit-report.xml': { status: 415, code: 3 },
  'junit/datadog-ci.junit.xml': { status: 415, code: 3 },
  'junit/datadog-ci.valid-report-2.xml': { status: 415, code: 3 },
  'junit/datadog-ci.valid-report.xml': { status: 415, code: 3 },
  'junit2otlp/suite.constructed.json': {
    status: 200,
    spans: 2,
    facts: ['tests junit: 1 passed, 0 failed, 0 skipped, 0 flaky'],
  },
  'maven/build.constructed.json': {
    status: 200,
    spans: 4,
    facts: [
      'run otlp:e32c04ddf04e0d9824d1b05bb4e8c3d0#1 com.acme:payments: unknown',
      'task surefire:test: success',
      'task deploy:deploy: success',
    ],
  },
  'otel-cli/exec-failed.constructed.json': { status: 200, spans: 1 },
  'otlp-examples/README.md': { status: 415, code: 3 },
  'otlp-examples/events.json': { status: 200 },
  'otlp-examples/logs.json': { status: 200 },
  'otlp-examples/metrics.json': { status: 200 },
  'otlp-examples/trace.json': { status: 200, spans: 1 },
  'pytest-otel/session.constructed.json': {
    status: 200,
    spans: 4,
    facts: ['tests pytest: 1 passed, 1 failed, 1 skipped, 0 flaky'],
  },
  'semconv/legacy-names.constructed.json': {
    status: 200,
    spans: 1,
    facts: ['run github:github.com/acme/payments/7#1 Build: success'],
  },
  'semconv/run-cancellation.constructed.json': {
    status: 200,
    spans: 5,
    facts: [
      'run github:github.com/acme/payments/912#1 Build and Deploy: cancellation',
      'task Build: success',
      'task Test: success',
      'task Deploy: cancellation',
      'deployment production: cancellation',
      'tests ci: 1 passed, 0 failed, 0 skipped, 0 flaky',
    ],
  },
  'semconv/run-error.constructed.json': {
    status: 200,
    spans: 5,
    facts: [
      'run github:github.com/acme/payments/95#1 Build and Deploy: error',
      'task Build: success',
      'task Test: success',
      'task Deploy: error',
      'deployment production: error',
      'tests ci: 1 passed, 0 failed, 0 skipped, 0 flaky',
    ],
  },
  'semconv/run-failure.constructed.json': {
    status: 200,
    spans: 5,
    facts: [
      'run github:github.com/acme/payments/97#1 Build and Deploy: failure',
      'task Build: success',
      'task Test: success',
      'task Deploy: failure',
      'deployment production: failure',
      'tests ci: 1 passed, 0 failed, 0 skipped, 0 flaky',
    ],
  },
  'semconv/run-skip.constructed.json': {
    status: 200,
    spans: 5,
    facts: [
      'run github:github.com/acme/payments/94#1 Build and Deploy: skip',
      'task Build: success',
      'task Test: success',
      'task Deploy: skip',
      'deployment production: skip',
      'tests ci: 1 passed, 0 failed, 0 skipped, 0 flaky',
    ],
  },
  'semconv/run-success.constructed.json': {
    status: 200,
    spans: 5,
    facts: [
      'run github:github.com/acme/payments/97#1 Build and Deploy: success',
      'task Build: success',
      'task Test: success',
      'task Deploy: success',
      'deployment production: success',
      'tests ci: 1 passed, 0 failed, 0 skipped, 0 flaky',
    ],
  },
  'semconv/run-timeout.constructed.json': {
    status: 200,
    spans: 5,
    facts: [
      'run github:github.com/acme/payments/97#1 Build and Deploy: timeout',
      'task Build: success',
      'task Test: success',
      'task Deploy: timeout',
      'deployment production: timeout',
      'tests ci: 1 passed, 0 failed, 0 skipped, 0 flaky',
    ],
  },
  'tekton/reconciler.constructed.json': { status: 200, spans: 2 },
  'tracepusher/span.constructed.json': { status: 200, spans: 1 },
  'zuul/queueitem.constructed.json': {
    status: 200,
    spans: 3,
    facts: ['run otlp:52a408a9e3ec559f30a16ca8baf40761#1 gate: unknown'],
  },
};

import type { Golden } from './Golden';

/** What `argoWorkflows` of `traces/systems.ts` says. */
export const argoWorkflows: Golden = {
  runs: [
    {
      key: 'otlp:workflow-controller/argo/pay-ci-x7k2p#1',
      pipeline: 'pay-ci',
      result: 'error',
      queueSeconds: 5,
      tree: [
        'run workflow: error',
        '  queue workflow_phase: unknown',
        '  platform reconcile_workflow: unknown',
        '  job pay-ci-x7k2p-1: success',
        '    queue node_phase: unknown',
        '    step run_main_container: unknown',
        '  job pay-ci-x7k2p-2: failure',
      ],
    },
  ],
  tasks: ['pay-ci-x7k2p-1: success', 'pay-ci-x7k2p-2: failure'],
  environments: [],
  tests: [],
};

/** What `buildkite` of `traces/systems.ts` says. */
export const buildkite: Golden = {
  runs: [
    {
      key: 'buildkite:github.com/acme/pay/acme/pay/12#1',
      pipeline: 'pay',
      repository: 'github.com/acme/pay',
      branch: 'main',
      commit: 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2',
      result: 'cancellation',
      tree: [
        'run buildkite.build: cancellation',
        '  stage buildkite.build.stage: unknown',
        '    stage buildkite.step: unknown',
        '      platform buildkite.job: unknown',
        '      job test: failure',
      ],
    },
  ],
  tasks: ['test: failure'],
  environments: [],
  tests: [],
};

/** What `concourse` of `traces/systems.ts` says. */
export const concourse: Golden = {
  runs: [
    {
      key: 'otlp:concourse-web/main/pay/deploy/7#1',
      pipeline: 'pay/deploy',
      result: 'failure',
      tree: [
        'run build: failure',
        '  job get repo: unknown',
        '    platform volume.StreamIn: unknown',
        '  job task unit: unknown',
        '  job put k8s: failure',
      ],
    },
  ],
  tasks: ['get repo: unknown', 'task unit: unknown', 'put k8s: failure'],
  environments: [],
  tests: [],
};

/** What `jenkins` of `traces/systems.ts` says. */
export const jenkins: Golden = {
  runs: [
    {
      key: 'jenkins:ci.example.com/job/pay/job/PR-7/42#1',
      pipeline: 'pay',
      repository: 'github.com/acme/pay',
      branch: 'feature/x',
      commit: 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2',
      pullRequest: '7',
      result: 'failure',
      queueSeconds: 20,
      tree: [
        'run BUILD acme/pay/PR-7: failure',
        '  queue Phase: Start: success',
        '  platform Phase: Run: success',
        '    platform Agent: success',
        '      queue Agent Allocation: success',
        '      job Build: success',
        '        step git: github.com/Acme/Pay: success',
        '      job Deploy: failure',
        '  platform Phase: Finalise: success',
      ],
    },
  ],
  tasks: ['Build: success', 'Deploy: failure'],
  environments: ['staging: failure'],
  tests: [],
};

/** What `zuul` of `traces/systems.ts` says. */
export const zuul: Golden = {
  runs: [
    {
      key: 'otlp:77b1d0e42a3a232efbdfa7a1ad4de936#1',
      pipeline: 'gate',
      commit: 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2',
      pullRequest: '1234',
      result: 'unknown',
      queueSeconds: 60,
      tree: [
        'run QueueItem: unknown',
        '  stage BuildSet: unknown',
        '    platform MergerJob: unknown',
        '    queue RequestNodes: unknown',
        '    job Build: unknown',
        '      step JobExecution: unknown',
      ],
    },
  ],
  tasks: ['Build: unknown'],
  environments: [],
  tests: [],
};

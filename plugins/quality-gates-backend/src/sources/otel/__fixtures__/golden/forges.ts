import type { Golden } from './Golden';

/** What `githubReceiver` of `traces/forges.ts` says. */
export const githubReceiver: Golden = {
  runs: [
    {
      key: 'github:github.com/acme/pay/7001#1',
      pipeline: 'Build',
      repository: 'github.com/acme/pay',
      branch: 'main',
      commit: 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2',
      result: 'success',
      tree: [
        'run Build: success',
        '  job test (20): success',
        '    queue queue-test (20): success',
        '    platform Set up job: success',
        '    step Run tests: success',
        '    platform Post Run tests: success',
      ],
    },
  ],
  tasks: ['test (20): success'],
  environments: [],
  tests: [],
};

/** What `gitlabReceiver` of `traces/forges.ts` says. */
export const gitlabReceiver: Golden = {
  runs: [
    {
      key: 'gitlab:git.example.com/acme/shop/pay/88#1',
      pipeline: 'acme/shop/pay',
      repository: 'git.example.com/acme/shop/pay',
      branch: 'refs/merge-requests/17/head',
      commit: 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2',
      pullRequest: '17',
      result: 'cancellation',
      tree: [
        'run a commit: cancellation',
        '  stage deploy: unknown',
        '    job job 1: failure',
        '    job job 1: success',
      ],
    },
  ],
  tasks: ['job 1: failure', 'job 1: success'],
  environments: ['review/17: success'],
  tests: [],
};

/** What `otelCicdAction` of `traces/forges.ts` says. */
export const otelCicdAction: Golden = {
  runs: [
    {
      key: 'github:github.com/acme/pay/7001#2',
      pipeline: 'Build',
      repository: 'github.com/acme/pay',
      branch: 'feature/x',
      commit: 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2',
      pullRequest: '42',
      result: 'cancellation',
      queueSeconds: 12,
      tree: [
        'run Build: cancellation',
        '  queue Queued: success',
        '  job test: cancellation',
        '    platform Set up job: success',
        '    step Run tests: success',
      ],
    },
  ],
  tasks: ['test: cancellation'],
  environments: [],
  tests: [],
};

/** What `otelExportTrace` of `traces/forges.ts` says. */
export const otelExportTrace: Golden = {
  runs: [
    {
      key: 'github:github.com/acme/pay/7001#2',
      pipeline: 'Build',
      repository: 'github.com/acme/pay',
      branch: 'x',
      commit: 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2',
      result: 'cancellation',
      queueSeconds: 12,
      tree: [
        'run Build: cancellation',
        '  queue Queued: success',
        '  job test: cancellation',
        '    step Upload: skip',
        '    platform Post Check out: success',
      ],
    },
  ],
  tasks: ['test: cancellation'],
  environments: [],
  tests: [],
};

/** What `semanticConventions` of `traces/forges.ts` says. */
export const semanticConventions: Golden = {
  runs: [
    {
      key: 'github:github.com/acme/payments/7001#1',
      pipeline: 'Build and deploy',
      repository: 'github.com/acme/payments',
      branch: 'main',
      commit: 'a1b2c3',
      pullRequest: '42',
      result: 'failure',
      queueSeconds: 10,
      tree: [
        'run RUN Deploy: failure',
        '  platform Receive webhook: unknown',
        '  queue pending: unknown',
        '  job test: success',
        '    step npm test: success',
        '      step pays: success',
        '  job deploy: failure',
      ],
    },
  ],
  tasks: ['test: success', 'deploy: failure'],
  environments: ['production: failure'],
  tests: [
    {
      tool: 'ci',
      repository: 'github.com/acme/payments',
      commit: 'a1b2c3',
      counts: { passed: 1, failed: 0, skipped: 0, flaky: 0 },
    },
  ],
};

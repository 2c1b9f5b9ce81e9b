import type { Golden } from './Golden';

/** The run that a tool's spans stand in, where they do not stand alone. */
const AROUND = {
  key: 'github:github.com/acme/payments/7001#1',
  pipeline: 'Build and deploy',
  repository: 'github.com/acme/payments',
  branch: 'main',
  commit: 'a1b2c3',
  result: 'success',
};

/** What `ansible` of `traces/tools.ts` says. */
export const ansible: Golden = {
  runs: [
    {
      key: 'otlp:77b1d0e42a3a232efbdfa7a1ad4de936#1',
      pipeline: 'deploy.yml',
      result: 'failure',
      tree: [
        'run deploy.yml: failure',
        '  job [web1] Deploy: Install: skip',
        '  job [web1] Deploy: Restart: failure',
      ],
    },
  ],
  tasks: ['[web1] Deploy: Install: skip', '[web1] Deploy: Restart: failure'],
  environments: [],
  tests: [],
};

/** What `ansibleInPipeline` of `traces/tools.ts` says. */
export const ansibleInPipeline: Golden = {
  runs: [
    {
      ...AROUND,
      tree: [
        'run RUN Build and deploy: success',
        '  job build: success',
        '    step deploy.yml: failure',
        '      step [web1] Deploy: Install: skip',
        '      step [web1] Deploy: Restart: failure',
      ],
    },
  ],
  tasks: ['build: success'],
  environments: [],
  tests: [],
};

/** What `junit2otlp` of `traces/tools.ts` says. */
export const junit2otlp: Golden = {
  runs: [],
  tasks: [],
  environments: [],
  tests: [
    {
      tool: 'junit',
      repository: 'github.com/acme/pay',
      counts: { passed: 1, failed: 0, skipped: 0, flaky: 0 },
      incomplete: '1 of 2 cases were sent',
    },
  ],
};

/** What `maven` of `traces/tools.ts` says. */
export const maven: Golden = {
  runs: [
    {
      key: 'otlp:77b1d0e42a3a232efbdfa7a1ad4de936#1',
      pipeline: 'com.acme:pay',
      result: 'failure',
      tree: [
        'run Build: com.acme:pay:1.2.3: failure',
        '  stage com.acme:pay: unknown',
        '    job surefire:test: success',
        '    job deploy:deploy: failure',
      ],
    },
  ],
  tasks: ['surefire:test: success', 'deploy:deploy: failure'],
  environments: [],
  tests: [],
};

/** What `otelCli` of `traces/tools.ts` says. */
export const otelCli: Golden = {
  runs: [
    {
      ...AROUND,
      tree: [
        'run RUN Build and deploy: success',
        '  job build: success',
        '  job npm test: failure',
      ],
    },
  ],
  tasks: ['build: success', 'npm test: failure'],
  environments: [],
  tests: [],
};

/** What `pytestOtel` of `traces/tools.ts` says. */
export const pytestOtel: Golden = {
  runs: [
    {
      ...AROUND,
      tree: [
        'run RUN Build and deploy: success',
        '  job build: success',
        '    step Test Suite: failure',
        '      step Running pays: success',
        '      step Running refunds: failure',
        '      step Running flaps: failure',
        '      step Running flaps: success',
        '      step Running later: skip',
      ],
    },
  ],
  tasks: ['build: success'],
  environments: [],
  tests: [
    {
      tool: 'pytest',
      repository: 'github.com/acme/payments',
      commit: 'a1b2c3',
      counts: { passed: 1, failed: 1, skipped: 1, flaky: 1 },
    },
  ],
};

/** What `testArtifact` of `traces/tools.ts` says. */
export const testArtifact: Golden = {
  runs: [
    {
      ...AROUND,
      tree: [
        'run RUN Build and deploy: success',
        '  job build: success',
        '    step PayTest: failure',
        'step pays: success',
        'step refunds: failure',
      ],
    },
  ],
  tasks: ['build: success'],
  environments: [],
  tests: [
    {
      tool: 'junit',
      repository: 'github.com/acme/payments',
      commit: 'a1b2c3',
      counts: { passed: 1, failed: 1, skipped: 0, flaky: 0 },
    },
  ],
};

/** What `tracepusher` of `traces/tools.ts` says. */
export const tracepusher: Golden = {
  runs: [
    {
      ...AROUND,
      tree: [
        'run RUN Build and deploy: success',
        '  job build: success',
        '  job package: success',
      ],
    },
  ],
  tasks: ['build: success', 'package: success'],
  environments: [],
  tests: [],
};

import type { Entity } from '@backstage/catalog-model';
import type {
  DeliveryInfo,
  Deployment,
  DoraReport,
  Gate,
  GateOutcome,
  Incident,
  PipelineReport,
  PipelineStats,
  Run,
  Setup,
  Unmapped,
} from '@quality-gates/backstage-plugin-quality-gates-common';

/** Wed 18 Nov 2026, 13:32 UTC. */
export const NOW = Date.parse('2026-11-18T13:32:00Z');

/** A component with a repository and an owner. */
export const checkout: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'checkout',
    namespace: 'default',
    annotations: { 'github.com/project-slug': 'acme/checkout' },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'payments-team' },
};

/** A component that has sent deployments, in a portal with one production environment. */
export function createSetup(partial: Partial<Setup> = {}): Setup {
  return {
    firstAt: { deployment: '2026-08-01T00:00:00.000Z' },
    environments: [
      { name: 'staging', tier: 'staging' },
      { name: 'production', tier: 'production' },
    ],
    timezone: 'UTC',
    benchmarkYear: 2023,
    ...partial,
  };
}

/** 26 deployments in 30 days, 3 of them failed, with a window before to compare with. */
export function createReport(partial: Partial<DoraReport> = {}): DoraReport {
  const window = {
    from: '2026-10-20T00:00:00.000Z',
    to: '2026-11-19T00:00:00.000Z',
    timezone: 'UTC',
  };
  const numbers = {
    deploymentFrequency: {
      count: 26,
      perDay: 26 / 30,
      perWeek: (26 / 30) * 7,
      reason: null,
    },
    attempts: { failed: 2, cancelled: 1, pending: 0 },
    changeLeadTime: {
      medianSeconds: 18_720,
      p90Seconds: 155_520,
      minSeconds: 600,
      maxSeconds: 200_000,
      n: 118,
      interval: null,
      reason: null,
    },
    changeFailRate: {
      ratio: 3 / 26,
      failed: 3,
      deployments: 26,
      interval: { low: 0.04, high: 0.289 },
      reason: null,
    },
    recoveryTime: {
      medianSeconds: 3420,
      n: 2,
      openFailures: 1,
      interval: null,
      reason: null,
    },
    reworkRate: {
      ratio: 2 / 26,
      rework: 2,
      deployments: 26,
      interval: { low: 0.02, high: 0.241 },
      reason: null,
    },
  };
  return {
    entityRef: 'component:default/checkout',
    entityRefs: ['component:default/checkout'],
    environments: ['production'],
    window,
    ...numbers,
    incidents: { total: 3, linked: 2, unlinked: 1 },
    coverage: { deploymentsWithCommits: 25, deployments: 26 },
    dataQuality: [],
    bands: {
      year: 2023,
      deploymentFrequency: 'high',
      changeLeadTime: 'elite',
      changeFailRate: 'medium',
      recoveryTime: null,
    },
    series: [
      {
        from: '2026-11-17T00:00:00.000Z',
        to: '2026-11-18T00:00:00.000Z',
        deployments: 2,
        failed: 1,
        rework: 0,
        leadTimeMedianSeconds: 18_720,
        recoveryMedianSeconds: 3420,
      },
      {
        from: '2026-11-18T00:00:00.000Z',
        to: '2026-11-19T00:00:00.000Z',
        deployments: 0,
        failed: 0,
        rework: 0,
        leadTimeMedianSeconds: null,
        recoveryMedianSeconds: null,
      },
    ],
    evidence: {
      deploymentIds: [],
      failedDeploymentIds: [],
      reworkDeploymentIds: [],
      truncated: false,
    },
    previous: {
      window: { ...window, from: '2026-09-20T00:00:00.000Z', to: window.from },
      ...numbers,
      deploymentFrequency: {
        count: 23,
        perDay: 0.77,
        perWeek: 5.37,
        reason: null,
      },
      changeLeadTime: { ...numbers.changeLeadTime, medianSeconds: 23_700 },
      changeFailRate: { ...numbers.changeFailRate, ratio: 1 / 23 },
      recoveryTime: { ...numbers.recoveryTime, medianSeconds: null },
      reworkRate: { ...numbers.reworkRate, ratio: 1 / 23 },
    },
    ...partial,
  };
}

/** A deployment of 4.18.0 today, with one commit of 5.2 h. */
export function createDeployment(
  partial: Partial<Deployment> = {},
): Deployment {
  return {
    id: 'dep-1',
    key: 'plain:ci/dep-1',
    environment: 'production',
    version: '4.18.0',
    commit: '9f3c2e1aa00000000000000000000000000000000',
    previousCommit: null,
    status: 'success',
    result: 'success',
    reachedEnvironment: true,
    startedAt: '2026-11-18T12:55:00.000Z',
    finishedAt: '2026-11-18T13:00:00.000Z',
    url: 'https://ci.example.com/deployments/1',
    actor: 'm.lopez',
    digest: null,
    rollbackOf: null,
    hotfixFor: null,
    runUrl: 'https://ci.example.com/runs/1',
    failed: false,
    failedBy: [],
    rework: false,
    recoveredAt: null,
    leadTimes: { n: 1, medianSeconds: 18_720 },
    commits: [
      {
        sha: 'c0ffee1230000000000000000000000000000000',
        committedAt: '2026-11-18T07:48:00.000Z',
        leadTimeSeconds: 18_720,
        author: 'a.kim',
      },
    ],
    commitsFrom: 'event',
    reportedBy: 'ci',
    ...partial,
  };
}

/** An incident of an hour, linked to `dep-1`. */
export function createIncident(partial: Partial<Incident> = {}): Incident {
  return {
    id: 'INC-2291',
    openedAt: '2026-11-18T12:09:00.000Z',
    resolvedAt: '2026-11-18T13:06:00.000Z',
    severity: 'P2',
    title: 'Payments time out',
    url: 'https://incidents.example.com/2291',
    labels: {},
    cause: null,
    deploymentId: 'dep-1',
    link: { deploymentId: 'dep-1', how: 'explicit' },
    ...partial,
  };
}

/** A passed run of nine minutes. */
export function createRun(partial: Partial<Run> = {}): Run {
  return {
    id: 'run-4816',
    pipeline: 'checkout-ci',
    branch: 'main',
    commit: '9f3c2e1aa00000000000000000000000000000000',
    pullRequest: null,
    attempt: 1,
    result: 'success',
    phase: 'terminal',
    queuedAt: '2026-11-18T12:40:00.000Z',
    startedAt: '2026-11-18T12:40:41.000Z',
    finishedAt: '2026-11-18T12:49:41.000Z',
    durationSeconds: 540,
    queueSeconds: 41,
    url: 'https://ci.example.com/runs/4816',
    entityRefs: ['component:default/checkout'],
    attribution: null,
    failures: [],
    lostToPlatformSeconds: null,
    firstFailureSeconds: null,
    traceIds: [],
    ...partial,
  };
}

/** A pass of `unit-tests`, reported by ci. */
export function createOutcome(partial: Partial<GateOutcome> = {}): GateOutcome {
  return {
    id: `${partial.gate ?? 'unit-tests'} ${partial.version ?? '4.18.0'}`,
    gate: 'unit-tests',
    environment: 'production',
    version: '4.18.0',
    commit: null,
    deploymentId: null,
    phase: null,
    outcome: 'pass',
    value: null,
    limit: null,
    unit: null,
    summary: null,
    evidenceUrl: 'https://ci.example.com/evidence/1',
    runUrl: null,
    at: '2026-11-18T13:31:07.000Z',
    reportedBy: 'ci',
    ...partial,
  };
}

/** A gate over `outcomes`, oldest first. */
export function createGate(
  name: string,
  outcomes: readonly GateOutcome[],
): Gate {
  const own = outcomes.map(outcome => ({ ...outcome, gate: name }));
  const counted = own.filter(
    ({ outcome }) => outcome !== 'pending' && outcome !== 'skipped',
  );
  return {
    gate: name,
    passed: counted.filter(({ outcome }) => outcome === 'pass').length,
    of: counted.length,
    latest: own[own.length - 1],
    outcomes: own,
  };
}

/** The default branch of `checkout-ci`: 96 runs, 6 of 95 failed, flaky over its limit. */
export function createStats(
  partial: Partial<PipelineStats> = {},
): PipelineStats {
  return {
    pipeline: 'checkout-ci',
    scope: 'default-branch',
    n: 96,
    p50Seconds: 510,
    p95Seconds: 852,
    queueMedianSeconds: 41,
    failureRatio: 6 / 95,
    failures: { failed: 6, of: 95 },
    attribution: { change: 6, platform: 3, flaky: 2, unknown: 1 },
    flakyRatio: 0.014,
    flaky: [{ name: 'cart survives a reload', count: 4 }],
    cacheHitRatio: null,
    feedbackP95Seconds: 516,
    timeToGreenMedianSeconds: 3240,
    timeToGreenP95Seconds: 9000,
    blindReruns: 5,
    billableMinutes: 1240,
    jobMinutes: 1101,
    securityGateLatencyP95Seconds: null,
    selfServiceRatio: 0.9,
    selfService: { own: 9, of: 10, unknownActors: 1 },
    stages: [
      { stage: 'build', n: 96, p50Seconds: 95, p95Seconds: 128, failed: 1 },
      { stage: 'test', n: 94, p50Seconds: 187, p95Seconds: 341, failed: 5 },
    ],
    suites: [],
    series: [
      {
        from: '2026-11-17T00:00:00.000Z',
        to: '2026-11-18T00:00:00.000Z',
        n: 4,
        failed: 1,
        p50Seconds: 500,
        p95Seconds: 800,
        queueMedianSeconds: 40,
      },
      {
        from: '2026-11-18T00:00:00.000Z',
        to: '2026-11-19T00:00:00.000Z',
        n: 0,
        failed: 0,
        p50Seconds: null,
        p95Seconds: null,
        queueMedianSeconds: null,
      },
    ],
    alerts: [
      {
        code: 'flaky-ratio',
        value: 0.014,
        limit: 0.01,
        cause: 'cart survives a reload',
      },
    ],
    ...partial,
  };
}

/** One pipeline, its pull requests apart. */
export function createPipelineReport(
  partial: Partial<PipelineReport> = {},
): PipelineReport {
  return {
    items: [
      createStats(),
      createStats({ scope: 'pull-request', n: 12, alerts: [] }),
    ],
    nextCursor: null,
    window: {
      from: '2026-10-20T00:00:00.000Z',
      to: '2026-11-19T00:00:00.000Z',
      timezone: 'UTC',
    },
    truncated: false,
    changeCycleMedianSeconds: null,
    changeCycleN: 0,
    findings: [],
    alerts: [],
    ...partial,
  };
}

/** A run of GitHub that no component has, with the annotation that would help. */
export function createUnmapped(partial: Partial<Unmapped> = {}): Unmapped {
  return {
    id: 'unmapped-1',
    type: 'run',
    source: 'github',
    keys: { repository: 'github.com/acme/ledger', pipeline: 'CI' },
    reason: 'no-match',
    suggestions: [
      { annotation: 'github.com/project-slug', value: 'acme/ledger' },
    ],
    firstAt: '2026-11-16T08:00:00.000Z',
    lastAt: '2026-11-18T13:00:00.000Z',
    count: 41,
    ...partial,
  };
}

/** A webhook that could not be understood. */
export function createDelivery(
  partial: Partial<DeliveryInfo> = {},
): DeliveryInfo {
  return {
    id: 'delivery-1',
    source: 'github',
    kind: 'workflow_run',
    state: 'failed',
    reason: 'workflow_run.id: expected number, received string',
    facts: [],
    receivedAt: '2026-11-18T12:00:00.000Z',
    processedAt: '2026-11-18T12:00:01.000Z',
    ...partial,
  };
}

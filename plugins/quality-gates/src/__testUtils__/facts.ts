import type { Entity } from '@backstage/catalog-model';
import type {
  Deployment,
  DoraReport,
  Gate,
  GateOutcome,
  Incident,
  Run,
  Setup,
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

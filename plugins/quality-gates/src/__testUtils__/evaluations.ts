import type {
  EnvironmentState,
  Evaluation,
  EvaluationOutcome,
} from '@quality-gates/backstage-plugin-quality-gates-common';

/** An enforced gate that passed. */
export function createGateOutcome(
  partial: Partial<EvaluationOutcome> = {},
): EvaluationOutcome {
  return {
    gate: 'unit-tests',
    kind: 'junit',
    mode: 'enforce',
    outcome: 'pass',
    reason: {
      code: 'within_limits',
      message: 'Everything is within its limits',
    },
    value: null,
    limits: null,
    unit: null,
    summary: null,
    evidenceUrl: null,
    measuredAt: '2026-11-18T13:31:07.000Z',
    durationMs: 120,
    history: { failed: 0, of: 30 },
    ...partial,
  };
}

/** 4.18.0 may go to production: one gate, and it passes. */
export function createEvaluation(
  partial: Partial<Evaluation> = {},
): Evaluation {
  return {
    id: '7c1e0000',
    entityRef: 'component:default/checkout',
    environment: 'production',
    version: '4.18.0',
    commit: '9f3c2e1aa00000000000000000000000000000000',
    digest: null,
    phase: 'pre-deploy',
    decision: 'allow',
    canDeploy: true,
    enforced: true,
    reasons: [],
    waitingFor: [],
    audit: [],
    outcomes: [createGateOutcome()],
    policy: { name: 'prod-standard', digest: 'a91f04b2', origins: {} },
    failedOpen: false,
    waivers: [],
    requestedBy: { user: 'user:default/a.kim', login: null, token: 'ci' },
    createdAt: '2026-11-18T13:31:00.000Z',
    chainCreatedAt: '2026-11-18T13:31:00.000Z',
    decidedAt: '2026-11-18T13:31:08.000Z',
    expiresAt: '2026-11-18T14:01:08.000Z',
    retryAfterSeconds: null,
    invalidated: null,
    dryRun: false,
    links: [],
    ...partial,
  };
}

/** The answer is no: an incident is open, and an approval is missing besides. */
export function createDenial(partial: Partial<Evaluation> = {}): Evaluation {
  return createEvaluation({
    decision: 'deny',
    canDeploy: false,
    reasons: [
      {
        code: 'gate_failed',
        gate: 'no-open-incident',
        message: '1 incident of P2 or worse is open in production.',
      },
    ],
    waitingFor: [
      {
        gate: 'release-approval',
        who: ['group:default/payments-leads'],
        usuallySeconds: 660,
        n: 34,
      },
    ],
    outcomes: [
      createGateOutcome(),
      createGateOutcome({
        gate: 'no-open-incident',
        kind: 'incidents',
        outcome: 'fail',
        reason: { code: 'fail_limit', message: 'A limit does not hold' },
        summary: '1 incident of P2 or worse is open in production.',
        value: 1,
        unit: 'open',
        limits: { fail: 0, direction: 'at-most' },
        resolvedQuery: 'incidents{service="checkout"}',
        runbook: 'https://runbooks.example.com/incident',
        owner: 'group:default/payments-oncall',
        history: { failed: 2, of: 30 },
      }),
      createGateOutcome({
        gate: 'release-approval',
        kind: 'approval',
        outcome: 'pending',
        reason: { code: 'waiting', message: 'The answer is not out yet' },
        summary: 'One approval by payments-leads.',
        history: { failed: 0, of: 0 },
      }),
      createGateOutcome({
        gate: 'latency-p95',
        kind: 'promql',
        mode: 'shadow',
        outcome: 'fail',
        reason: { code: 'fail_limit', message: 'A limit does not hold' },
        summary: '14 % slower than 4.17.2.',
      }),
    ],
    ...partial,
  });
}

/** Production, where 4.17.2 runs. */
export function createEnvironmentState(
  partial: Partial<EnvironmentState> = {},
): EnvironmentState {
  return {
    name: 'production',
    tier: 'production',
    current: {
      version: '4.17.2',
      commit: null,
      digest: null,
      deployedAt: '2026-11-18T09:42:00.000Z',
      deploymentId: 'dep-0',
    },
    candidate: null,
    lastEvaluation: null,
    ...partial,
  };
}

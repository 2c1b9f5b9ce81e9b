import type {
  Evaluation,
  EvaluationOutcome,
  Outcome,
} from '@quality-gates/backstage-plugin-quality-gates-common';

/** When the tests' requests were made. */
export const ASKED_AT = Date.parse('2025-03-10T12:00:00Z');

/** An outcome with everything that does not matter filled in. */
export function makeOutcome(
  gate: string,
  outcome: Outcome,
  message: string = 'Everything is within its limits',
): EvaluationOutcome {
  return {
    gate,
    kind: 'promql',
    mode: 'enforce',
    outcome,
    reason: { code: 'within_limits', message },
    value: null,
    limits: null,
    unit: null,
    summary: null,
    evidenceUrl: null,
    measuredAt: null,
    durationMs: null,
    history: { failed: 0, of: 0 },
  };
}

/** An evaluation that is open, or what the options say. */
export function makeEvaluation(options: Partial<Evaluation> = {}): Evaluation {
  const at = new Date(ASKED_AT).toISOString();
  return {
    id: 'evaluation-1',
    entityRef: 'component:default/payments',
    environment: 'production',
    version: '4.18.0',
    commit: null,
    digest: null,
    phase: 'pre-deploy',
    decision: 'wait',
    canDeploy: false,
    enforced: true,
    reasons: [],
    waitingFor: [],
    audit: [],
    outcomes: [makeOutcome('error-rate', 'pending', 'Waiting for traffic')],
    policy: { name: 'standard', digest: 'd', origins: {} },
    failedOpen: false,
    waivers: [],
    requestedBy: null,
    createdAt: at,
    chainCreatedAt: at,
    decidedAt: null,
    expiresAt: null,
    retryAfterSeconds: null,
    invalidated: null,
    dryRun: false,
    links: [],
    ...options,
  };
}

/** What an evaluation looks like once it is decided. */
export function decided(decision: Evaluation['decision']): Partial<Evaluation> {
  return {
    decision,
    canDeploy: decision.startsWith('allow'),
    decidedAt: new Date(ASKED_AT + 60_000).toISOString(),
    expiresAt: new Date(ASKED_AT + 3_600_000).toISOString(),
    outcomes: [
      decision === 'deny'
        ? makeOutcome('error-rate', 'fail', 'A limit does not hold')
        : makeOutcome('error-rate', 'pass'),
    ],
  };
}

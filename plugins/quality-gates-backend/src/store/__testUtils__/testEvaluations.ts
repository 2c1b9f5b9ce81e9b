import { randomUUID } from 'node:crypto';
import type { EvaluationRow, GateOutcomeRow } from '../types';
import { CHECKOUT, minute } from './testFacts';

/** An open evaluation of checkout 1.5.0 in production, without a policy. */
export function makeRow(rest: Partial<EvaluationRow> = {}): EvaluationRow {
  const id = rest.id ?? randomUUID();
  return {
    id,
    question: {
      entityRef: CHECKOUT,
      environment: 'production',
      version: '1.5.0',
      phase: 'pre-deploy',
      requestedBy: null,
      involved: [],
    },
    policy: null,
    dryRun: false,
    chainId: id,
    chainCreatedAt: minute(0),
    supersedes: null,
    supersededBy: null,
    createdAt: minute(0),
    deadlineAt: minute(120),
    answer: {
      decision: 'wait',
      enforced: true,
      failedOpen: false,
      reasons: [],
      waitingFor: [],
    },
    decidedAt: null,
    expiresAt: null,
    invalidated: null,
    nextAt: minute(0),
    ...rest,
  };
}

/** A gate that nobody has looked at. */
export function makeOutcome(
  gate: string,
  rest: Partial<GateOutcomeRow> = {},
): GateOutcomeRow {
  return {
    gate,
    kind: 'reported',
    mode: 'enforce',
    outcome: 'pending',
    reason: { code: 'waiting', message: 'Nobody has looked yet' },
    value: null,
    limits: null,
    unit: null,
    samples: null,
    summary: null,
    evidenceUrl: null,
    resolvedQuery: null,
    runbook: null,
    reportedBy: null,
    window: null,
    pending: null,
    measuredAt: null,
    durationMs: null,
    done: false,
    nextAt: null,
    attempts: 0,
    measurements: [],
    ...rest,
  };
}

import type {
  Evaluation,
  EvaluationOutcome,
  Waiver,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { toInstant } from '../../instant';
import type {
  EvaluationAct,
  EvaluationRow,
  GateOutcomeRow,
} from '../../store/types';
import { CAN_DEPLOY } from '../combine';
import { waiverOf } from './decideEvaluation';
import type { GateRecord } from './readGateRecords';

/** What an evaluation is shown with. */
export interface EvaluationParts {
  readonly row: EvaluationRow;
  readonly outcomes: readonly GateOutcomeRow[];
  /** Of its chain, and waivers that hold; oldest first. */
  readonly acts: readonly EvaluationAct[];
  /** What a gate of it did before. */
  readonly recordOf: (gate: string) => GateRecord;
  /** Where people see it; absent where nobody can. */
  readonly page?: string;
  readonly now: number;
}

/** How soon it is worth asking again when nothing says it better. */
const RETRY_SECONDS = 10;

/** An evaluation as the wire carries it. */
export function wireEvaluation(parts: EvaluationParts): Evaluation {
  const { row, outcomes, acts } = parts;
  const { question, answer, policy } = row;
  const open = row.decidedAt === null;
  return {
    id: row.id,
    entityRef: question.entityRef,
    environment: question.environment,
    version: question.version,
    commit: question.commit ?? null,
    digest: question.digest ?? null,
    phase: question.phase,
    decision: answer.decision,
    canDeploy: CAN_DEPLOY.includes(answer.decision) && !row.invalidated,
    enforced: answer.enforced,
    reasons: [...answer.reasons],
    waitingFor: answer.waitingFor.map(one => ({
      gate: one.gate,
      ...(one.who && { who: [...one.who] }),
      ...(one.until !== undefined && { until: toInstant(one.until) }),
      ...parts.recordOf(one.gate).usually,
    })),
    audit: acts.map(wireAct),
    outcomes: outcomes.map(one => wireOutcome(one, parts)),
    policy: {
      name: policy?.name ?? null,
      digest: policy?.digest ?? null,
      origins: (policy?.origins ?? {}) as Evaluation['policy']['origins'],
    },
    failedOpen: answer.failedOpen,
    ...(answer.wouldHave && { wouldHave: answer.wouldHave }),
    waivers: acts
      .filter(act => act.type === 'waiver' && act.gate !== null)
      .map(wireWaiver),
    requestedBy: question.requestedBy,
    createdAt: toInstant(row.createdAt),
    chainCreatedAt: toInstant(row.chainCreatedAt),
    decidedAt: toInstant(row.decidedAt),
    expiresAt: toInstant(row.expiresAt),
    retryAfterSeconds: open ? RETRY_SECONDS : null,
    supersedes: row.supersedes,
    supersededBy: row.supersededBy,
    invalidated: row.invalidated && {
      ...row.invalidated,
      at: toInstant(row.invalidated.at),
    },
    dryRun: row.dryRun,
    links: [
      ...(parts.page ? [{ title: 'Evaluation', url: parts.page }] : []),
      ...(question.runUrl ? [{ title: 'Run', url: question.runUrl }] : []),
    ],
  };
}

function wireOutcome(
  one: GateOutcomeRow,
  { acts, recordOf, row, now }: EvaluationParts,
): EvaluationOutcome {
  const claim = acts
    .filter(act => act.type === 'claim' && act.gate === one.gate)
    .at(-1);
  const waiver = waiverOf(one.gate, acts, row.decidedAt ?? now);
  const { failed, of } = recordOf(one.gate);
  return {
    gate: one.gate,
    kind: one.kind,
    mode: one.mode,
    outcome: one.outcome,
    reason: one.reason,
    value: one.value,
    limits: one.limits,
    unit: one.unit,
    summary: one.summary,
    samples: one.samples,
    window: one.window && {
      from: toInstant(one.window.from),
      to: toInstant(one.window.to),
    },
    evidenceUrl: one.evidenceUrl,
    resolvedQuery: one.resolvedQuery,
    runbook: one.runbook,
    owner: one.owner ?? null,
    measuredAt: toInstant(one.measuredAt),
    durationMs: one.durationMs,
    history: { failed, of },
    reportedBy: one.reportedBy,
    waivedBy: one.outcome === 'fail' && waiver ? waiver.who : null,
    claimedBy: claim?.who ?? null,
  };
}

const WHAT: Readonly<Record<EvaluationAct['type'], string>> = {
  asked: 'asked',
  approval: 'approved',
  waiver: 'waived',
  'waiver-confirmed': 'confirmed the waiver',
  'break-glass': 'broke the glass',
  invalidation: 'invalidated',
  rerun: 'asked again',
  claim: 'is looking at it',
};

function wireAct({ type, gate, who, at, detail }: EvaluationAct) {
  const rejected = type === 'approval' && detail.decision === 'reject';
  const what = rejected ? 'rejected' : WHAT[type];
  const confirmed = detail.confirmedBy
    ? `confirmed by ${detail.confirmedBy}`
    : undefined;
  const note = [detail.reason, detail.ticket, confirmed]
    .filter(Boolean)
    .join('; ');
  return {
    at: toInstant(at),
    who,
    what: gate === null ? what : `${what}: ${gate}`,
    ...(note && { note }),
  };
}

function wireWaiver(act: EvaluationAct): Waiver {
  const { detail } = act;
  return {
    gate: act.gate!,
    by: act.who,
    reason: detail.reason ?? '',
    ticket: detail.ticket ?? null,
    at: toInstant(act.at),
    until: toInstant(act.until ?? act.at),
    confirmedBy: detail.confirmedBy ?? null,
    version: act.version,
  };
}

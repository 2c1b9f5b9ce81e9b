import { createHash, randomUUID } from 'node:crypto';
import type { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { gateDurationMs } from '@quality-gates/backstage-plugin-quality-gates-node';
import type {
  EvaluationAct,
  EvaluationQuestion,
  EvaluationRow,
  FrozenPolicy,
  GateOutcomeRow,
} from '../../store/types';
import { canonicalJson } from '../policy';
import { DEFAULT_DECISION } from '../policy/settings';
import { reason } from '../reasons';
import { answerOf } from './decideEvaluation';
import { freezePolicy, thawPolicy } from './frozenPolicy';
import { partsOf } from './namesOf';
import type { EvaluationOptions } from './options';
import { ownerOf } from './ownerOf';

/** A question as it comes in; the environment as sent. */
export interface Asked {
  readonly question: Omit<EvaluationQuestion, 'involved'>;
  /** Logins of people behind the version that who asks knows of. */
  readonly authors?: readonly string[];
  readonly dryRun?: boolean;
  /** `Idempotency-Key` of this sender. */
  readonly key?: string;
  /** Who asks, for the audit trail. */
  readonly who: string;
}

/** What became of a question. */
export interface AskResult {
  readonly id: string;
  readonly created: boolean;
  /** False when the key was used for another question. */
  readonly sameQuestion: boolean;
}

/**
 * Keeps a question with the policy that holds now; the worker answers it. Asked again while the answer is valid, the
 * same evaluation answers. Throws NotFoundError when the entity is not in the catalog.
 */
export async function askEvaluation(
  asked: Asked,
  options: EvaluationOptions,
): Promise<AskResult> {
  const { store, environments, policies, now } = options;
  const { entityRef, phase } = asked.question;
  const environment = environments.canonical(asked.question.environment);
  const entity = await options.readEntity(entityRef);
  if (!entity) throw new NotFoundError(`There is no entity ${entityRef}`);
  const policy = freezePolicy(await policies.read(entity, environment), phase);
  const question: EvaluationQuestion = {
    ...asked.question,
    environment,
    involved: await involvedIn(
      { ...asked.question, environment },
      asked.authors ?? [],
      store,
    ),
  };
  const row = newEvaluation({
    question,
    policy,
    dryRun: asked.dryRun ?? false,
    at: now(),
  });
  return store.createEvaluation({
    row,
    outcomes: firstOutcomes(policy, entity),
    acts: [actOf(row, 'asked', asked.who)],
    notices: [],
    key: keyOf(asked, question, policy),
  });
}

/** Who may not approve, in lower case. */
async function involvedIn(
  question: Omit<EvaluationQuestion, 'involved'>,
  authors: readonly string[],
  store: EvaluationOptions['store'],
): Promise<string[]> {
  const { user, login } = question.requestedBy ?? {};
  const people = await store.readInvolved(question);
  const all = [user, login, ...authors, ...people].flatMap(one =>
    one ? partsOf(one) : [],
  );
  return [...new Set(all)].sort();
}

/** An open evaluation that nobody has looked at; the first of its chain unless it supersedes another. */
export function newEvaluation(options: {
  readonly question: EvaluationQuestion;
  readonly policy: FrozenPolicy | null;
  readonly dryRun: boolean;
  readonly at: number;
  readonly before?: EvaluationRow;
}): EvaluationRow {
  const { question, policy, dryRun, at, before } = options;
  const id = randomUUID();
  const deadlineMs = policy
    ? thawPolicy(policy).rules.deadlineMs
    : gateDurationMs(DEFAULT_DECISION.deadline);
  return {
    id,
    question,
    policy,
    dryRun,
    chainId: before?.chainId ?? id,
    chainCreatedAt: before?.chainCreatedAt ?? at,
    supersedes: before?.id ?? null,
    supersededBy: null,
    createdAt: at,
    deadlineAt: at + deadlineMs,
    answer: answerOf({ policy, outcomes: firstOutcomes(policy), acts: [], at }),
    decidedAt: null,
    expiresAt: null,
    invalidated: null,
    nextAt: at,
  };
}

/** Every gate, before anybody has looked: pending, so that nothing is let through. Helped by who owns the entity. */
export function firstOutcomes(
  policy: FrozenPolicy | null,
  entity?: Entity,
): GateOutcomeRow[] {
  if (!policy) return [];
  return thawPolicy(policy).gates.map(({ gate, settings }) => ({
    gate: gate.id,
    kind: gate.type,
    mode: settings.mode,
    outcome: 'pending',
    reason: reason('waiting', 'Nobody has looked yet'),
    value: null,
    limits: null,
    unit: null,
    samples: null,
    summary: null,
    evidenceUrl: null,
    resolvedQuery: null,
    runbook: gate.runbook ?? null,
    owner: entity ? ownerOf(entity) : null,
    reportedBy: null,
    window: null,
    pending: null,
    measuredAt: null,
    durationMs: null,
    done: false,
    nextAt: null,
    attempts: 0,
    measurements: [],
  }));
}

/** An act in the audit trail of an evaluation. */
export function actOf(
  row: EvaluationRow,
  type: EvaluationAct['type'],
  who: string,
  rest: Partial<EvaluationAct> = {},
): EvaluationAct {
  return {
    id: randomUUID(),
    entityRef: row.question.entityRef,
    chainId: row.chainId,
    evaluationId: row.id,
    environment: row.question.environment,
    version: row.question.version,
    type,
    gate: null,
    who,
    at: row.createdAt,
    until: null,
    detail: {},
    ...rest,
  };
}

/**
 * The key that a sender gave, which is that sender's alone, else one of what is asked: entity, environment, version or
 * digest, phase, policy and trigger. What-ifs are asked anew each time.
 */
function keyOf(
  { key, who, dryRun }: Asked,
  question: EvaluationQuestion,
  policy: FrozenPolicy | null,
) {
  const { entityRef, environment, version, commit, digest, phase } = question;
  const same = [entityRef, environment, version, commit, digest, phase];
  const text = sha256([...same, dryRun === true]);
  if (key !== undefined) {
    return { text: sha256(['key', who, key]), question: text };
  }
  if (dryRun) return undefined;
  const { trigger, changeType, runUrl } = question;
  const why = [policy?.digest, trigger ?? runUrl, changeType];
  return { text: sha256(['question', ...same, ...why]), question: text };
}

function sha256(value: readonly unknown[]): string {
  const plain = value.map(one => one ?? null);
  return createHash('sha256').update(canonicalJson(plain)).digest('hex');
}

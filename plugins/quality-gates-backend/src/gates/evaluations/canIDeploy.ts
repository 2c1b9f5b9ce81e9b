import { NotFoundError } from '@backstage/errors';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { EvaluationRow, GateOutcomeRow } from '../../store/types';
import { reason } from '../reasons';
import { firstOutcomes, newEvaluation } from './askEvaluation';
import { answerOf } from './decideEvaluation';
import { freezePolicy, thawPolicy } from './frozenPolicy';
import type { EvaluationOptions } from './options';
import { wireEvaluation } from './wireEvaluation';

/** Evaluations of a version whose measurements are looked through. */
const MOST_EVALUATIONS = 10;

/** What is asked; the environment as sent. */
export interface RecordedQuestion {
  readonly entityRef: string;
  readonly environment: string;
  readonly version: string;
  readonly phase: EvaluationRow['question']['phase'];
}

/**
 * What the policy of now makes of what was recorded about a version: of each gate the newest measurement that is not
 * older than its `maxAge`. No gate is asked; one that nobody measured is inconclusive. Throws NotFoundError.
 */
export async function canIDeploy(
  asked: RecordedQuestion,
  options: EvaluationOptions,
): Promise<Evaluation> {
  const { store, environments, policies, now } = options;
  const { entityRef, version, phase } = asked;
  const environment = environments.canonical(asked.environment);
  const entity = await options.readEntity(entityRef);
  if (!entity) throw new NotFoundError(`There is no entity ${entityRef}`);
  const policy = freezePolicy(await policies.read(entity, environment), phase);
  const at = now();
  const recorded = await store.listEvaluations({
    ...{ entityRef, version, phase, limit: MOST_EVALUATIONS },
    environments: [environment],
  });
  const usable = recorded.rows.filter(one => !one.invalidated);
  const seen = await store.readOutcomes(usable);
  const [newest] = usable;
  const fresh = newEvaluation({
    question: {
      ...{ entityRef, environment, version, phase, involved: [] },
      commit: newest?.question.commit,
      digest: newest?.question.digest,
      requestedBy: null,
    },
    policy,
    dryRun: true,
    at,
  });
  const row = newest
    ? {
        ...fresh,
        chainId: newest.chainId,
        chainCreatedAt: newest.chainCreatedAt,
      }
    : fresh;
  const acts = await store.readActs({
    ...{ entityRef, environment, version, now: at },
    chainId: row.chainId,
  });
  const ages = ageLimits(policy);
  const outcomes = firstOutcomes(policy).map(one => {
    const limit = at - (ages.get(one.gate) ?? 0);
    const known = usable
      .flatMap(({ id }) => seen.get(id) ?? [])
      .find(other => isUsable(other, one, limit));
    return known ? { ...known, mode: one.mode } : notMeasured(one);
  });
  const standing = { policy, outcomes, acts, at };
  const valid = outcomes.flatMap(one =>
    one.measuredAt === null ? [] : [one.measuredAt + ages.get(one.gate)!],
  );
  return wireEvaluation({
    row: {
      ...row,
      answer: answerOf(standing),
      decidedAt: at,
      expiresAt: Math.min(at + validForOf(policy), ...valid),
    },
    ...{ outcomes, acts, now: at },
    history: await store.countOutcomes({
      ...{ entityRef, environment },
      gates: outcomes.map(({ gate }) => gate),
    }),
  });
}

function ageLimits(policy: EvaluationRow['policy']) {
  const gates = policy ? thawPolicy(policy).gates : [];
  return new Map(
    gates.map(({ gate, settings }) => [gate.id, settings.maxAgeMs ?? 0]),
  );
}

function validForOf(policy: EvaluationRow['policy']): number {
  return policy ? thawPolicy(policy).rules.validForMs : 0;
}

function isUsable(seen: GateOutcomeRow, of: GateOutcomeRow, since: number) {
  return (
    seen.gate === of.gate &&
    seen.kind === of.kind &&
    seen.measuredAt !== null &&
    seen.measuredAt >= since
  );
}

function notMeasured(one: GateOutcomeRow): GateOutcomeRow {
  return { ...one, outcome: 'inconclusive', reason: reason('not_measured') };
}

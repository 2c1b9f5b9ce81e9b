import type { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  EvaluationRow,
  FrozenPolicy,
  GateOutcomeRow,
} from '../../store/types';
import { reason } from '../reasons';
import { firstOutcomes, newEvaluation } from './askEvaluation';
import { answerOf } from './decideEvaluation';
import { freezePolicy, thawPolicy } from './frozenPolicy';
import type { EvaluationOptions } from './options';
import { readGateRecords } from './readGateRecords';
import { wireEvaluation } from './wireEvaluation';

/** Evaluations of a version whose measurements are looked through. */
const MOST_EVALUATIONS = 10;
/** Evaluations of an environment that are looked through for versions, and versions that are answered about. */
const MOST_OF_ALL = 200;
const MOST_VERSIONS = 20;

/** Whose verdicts are recalled; the environment as sent. */
export interface RecalledPlace {
  readonly entityRef: string;
  readonly environment: string;
  readonly phase: EvaluationRow['question']['phase'];
  /** Absent = the versions that were asked about last. */
  readonly version?: string;
}

/**
 * What the policy of now makes of what was recorded about versions: of each gate the newest measurement that is not
 * older than its `maxAge`. No gate is asked; one that nobody measured is inconclusive. A version that is named is
 * answered about even if nothing is recorded; otherwise at most 20, the one first asked about last in front. As many
 * questions to the store however many versions. Throws NotFoundError.
 */
export async function recallVerdicts(
  place: RecalledPlace,
  options: EvaluationOptions,
): Promise<Evaluation[]> {
  const { store, environments, policies, now } = options;
  const { entityRef, version, phase } = place;
  const environment = environments.canonical(place.environment);
  const entity = await options.readEntity(entityRef);
  if (!entity) throw new NotFoundError(`There is no entity ${entityRef}`);
  const policy = freezePolicy(await policies.read(entity, environment), phase);
  const at = now();
  const { rows } = await store.listEvaluations({
    ...{ entityRef, version, phase, environments: [environment] },
    limit: version === undefined ? MOST_OF_ALL : MOST_EVALUATIONS,
  });
  const versions = version === undefined ? versionsOf(rows) : [version];
  const recorded = versions.map(one => ({
    version: one,
    usable: rows
      .filter(row => row.question.version === one && !row.invalidated)
      .slice(0, MOST_EVALUATIONS),
  }));
  const seen = await store.readOutcomes(recorded.flatMap(one => one.usable));
  const asked = recorded.map(one => ({
    ...one,
    row: rowOf({ entityRef, environment, phase, policy, at, ...one }),
  }));
  const acts = await store.readActsOf(
    asked.map(({ row }) => row),
    at,
  );
  const answered = asked.map(({ row, usable }) =>
    answerFrom(row, {
      measured: usable.flatMap(({ id }) => seen.get(id) ?? []),
      acts: acts.get(row.id) ?? [],
      ...{ entity, at },
    }),
  );
  const recordOf = await readGateRecords(
    answered.map(({ row }) => row),
    { store, now: at },
  );
  return answered.map(parts =>
    wireEvaluation({
      ...parts,
      recordOf: gate => recordOf(environment, gate),
      now: at,
    }),
  );
}

/** By when they were first asked about, the last in front. */
function versionsOf(rows: readonly EvaluationRow[]): string[] {
  const oldestFirst = rows.map(({ question }) => question.version).reverse();
  return [...new Set(oldestFirst)].reverse().slice(0, MOST_VERSIONS);
}

/** An evaluation as it would be asked now, in the chain of the newest that was. */
function rowOf(given: {
  readonly entityRef: string;
  readonly environment: string;
  readonly phase: RecalledPlace['phase'];
  readonly version: string;
  readonly policy: FrozenPolicy | null;
  readonly usable: readonly EvaluationRow[];
  readonly at: number;
}): EvaluationRow {
  const { entityRef, environment, phase, version, policy, usable, at } = given;
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
  if (!newest) return fresh;
  const { chainId, chainCreatedAt } = newest;
  return { ...fresh, chainId, chainCreatedAt };
}

function answerFrom(
  row: EvaluationRow,
  given: {
    /** Newest evaluation first. */
    readonly measured: readonly GateOutcomeRow[];
    readonly acts: Parameters<typeof answerOf>[0]['acts'];
    readonly entity: Entity;
    readonly at: number;
  },
) {
  const { measured, acts, entity, at } = given;
  const { policy } = row;
  const ages = ageLimits(policy);
  const outcomes = firstOutcomes(policy, entity).map(one => {
    const limit = at - (ages.get(one.gate) ?? 0);
    const known = measured.find(other => isUsable(other, one, limit));
    return known ? { ...known, mode: one.mode } : notMeasured(one);
  });
  const valid = outcomes.flatMap(one =>
    one.measuredAt === null ? [] : [one.measuredAt + ages.get(one.gate)!],
  );
  const answer = answerOf({ policy, outcomes, acts, at });
  const expiresAt = Math.min(at + validForOf(policy), ...valid);
  return { row: { ...row, answer, decidedAt: at, expiresAt }, outcomes, acts };
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

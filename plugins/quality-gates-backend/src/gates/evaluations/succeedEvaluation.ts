import { NotFoundError } from '@backstage/errors';
import type {
  EvaluationRow,
  GateOutcomeRow,
  NewEvaluation,
} from '../../store/types';
import { firstOutcomes, newEvaluation } from './askEvaluation';
import { freezePolicy, thawPolicy } from './frozenPolicy';
import type { EvaluationOptions } from './options';

/** A look that is younger is taken over by a successor. */
const FRESH_MS = 5 * 60_000;

/**
 * The next of the chain, under the policy of now: takes over what was measured a moment ago, but for `gate`, or
 * nothing with `all`. Throws NotFoundError when the entity is gone.
 */
export async function succeedEvaluation(
  before: EvaluationRow,
  again: { readonly gate?: string; readonly all?: boolean },
  { store, readEntity, policies, now }: EvaluationOptions,
): Promise<Pick<NewEvaluation, 'row' | 'outcomes'>> {
  const { question } = before;
  const { entityRef, environment, phase } = question;
  const entity = await readEntity(entityRef);
  if (!entity) throw new NotFoundError(`There is no entity ${entityRef}`);
  const policy = freezePolicy(await policies.read(entity, environment), phase);
  const at = now();
  const row = newEvaluation({ question, policy, dryRun: false, at, before });
  const same = policy?.digest === before.policy?.digest && !again.all;
  const seen = new Map(
    same
      ? ((await store.readOutcomes([before])).get(before.id) ?? []).map(one => [
          one.gate,
          one,
        ])
      : [],
  );
  const samples = new Set(
    policy
      ? thawPolicy(policy)
          .gates.filter(({ settings }) => settings.sampling)
          .map(({ gate }) => gate.id)
      : [],
  );
  const keep = (one: GateOutcomeRow | undefined) =>
    one?.done &&
    one.measuredAt !== null &&
    one.gate !== again.gate &&
    (samples.has(one.gate) || at - one.measuredAt <= FRESH_MS);
  const outcomes = firstOutcomes(policy, entity).map(one => {
    const known = seen.get(one.gate);
    return keep(known) ? known! : one;
  });
  return { row, outcomes };
}

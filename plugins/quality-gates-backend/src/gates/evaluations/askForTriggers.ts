import { isError, NotFoundError } from '@backstage/errors';
import { evaluationRequestSchema } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { EvaluationTrigger } from '../../store/types';
import { askEvaluation } from './askEvaluation';
import { freezePolicy } from './frozenPolicy';
import type { EvaluationOptions } from './options';

/** How long one replica has for asking before another asks as well: the same question has one answer anyway. */
const LEASE_MS = 30_000;
const BATCH = 20;
const VERSION = evaluationRequestSchema.shape.version;

/**
 * Asks on behalf of facts: a deployment that reached an environment with post-deploy gates is verified, a request to
 * deploy asks the pre-deploy ones. Each fact asks once. True when there may be more.
 */
export async function askForTriggers(
  options: EvaluationOptions,
): Promise<boolean> {
  const { store, now, logger } = options;
  const triggers = await store.takeTriggers({
    ...{ now: now(), leaseMs: LEASE_MS, limit: BATCH },
  });
  const finished: EvaluationTrigger[] = [];
  for (const trigger of triggers) {
    try {
      await ask(trigger, options);
      finished.push(trigger);
    } catch (error) {
      const final = isError(error) && error instanceof NotFoundError;
      if (final) finished.push(trigger);
      const cause = isError(error) ? error : new Error(String(error));
      logger.warn(`Could not ask for ${trigger.key}`, cause);
    }
  }
  if (finished.length > 0) await store.finishTriggers(finished);
  return triggers.length === BATCH;
}

async function ask(trigger: EvaluationTrigger, options: EvaluationOptions) {
  const { entityRef, environment } = trigger;
  const fact = await readFact(trigger, options);
  const phase =
    trigger.factType === 'deployment' ? 'post-deploy' : 'pre-deploy';
  const version = VERSION.safeParse(fact?.version ?? fact?.commit);
  if (!fact || !version.success) return;
  if (phase === 'post-deploy') {
    // Nobody asked: without gates there is nothing to answer.
    const entity = await options.readEntity(entityRef);
    const policy = entity && (await options.policies.read(entity, environment));
    const frozen = freezePolicy(policy, phase);
    const { gates } = (frozen?.spec ?? { gates: [] }) as { gates: unknown[] };
    if (gates.length === 0) return;
  }
  const { commit, actor, runUrl, digest } = fact;
  await askEvaluation(
    {
      question: {
        ...{ entityRef, environment, phase, commit, runUrl, digest },
        version: version.data,
        requestedBy: { user: null, login: actor ?? null, token: null },
        trigger: trigger.key,
      },
      who: fact.reportedBy ?? 'quality-gates',
      authors: fact.authors,
    },
    options,
  );
}

/** What the fact says, as it is stored now; undefined when it is gone or too old to be among the newest. */
async function readFact(
  { entityRef, environment, factType, factKey }: EvaluationTrigger,
  { store }: EvaluationOptions,
) {
  if (factType === 'deployment') {
    const { rows } = await store.listDeployments({
      ...{ entityRef, environments: [environment], limit: 200 },
    });
    const row = rows.find(({ key }) => key === factKey);
    return row && { ...row, authors: undefined };
  }
  const { rows } = await store.listReports({
    ...{ entityRef, type: 'deployment-request', limit: 200 },
  });
  const row = rows.find(({ key }) => key === factKey);
  return row && { ...row.data, digest: undefined, reportedBy: row.reportedBy };
}

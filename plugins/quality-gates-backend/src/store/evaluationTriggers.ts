/** Facts that ask for evaluations of themselves, and facts that open evaluations may have waited for. */
import type { Fact } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import { dialectOf, queryRows } from './dialect';
import type { EvaluationTrigger } from './evaluationWorkTypes';
import { wakeEvaluations } from './evaluationWork';
import { insertRows, sortRows, valuesTable } from './rows';
import type { AttributedFact } from './types';

/** Types of fact that gates look at. */
const LOOKED_AT: readonly string[] = [
  'deployment',
  'incident',
  'gate-report',
  'test-report',
  'scan-report',
  'affected-set',
  'run',
  'task',
];

const KEY = ['entity_ref', 'trigger_key'];

/**
 * In the transaction that stored the facts: open evaluations of their entities are due, and what is younger than
 * `maxAgeMs` asks for its own. Old, imported and replayed facts start nothing.
 */
export async function announceFacts(
  tx: Knex,
  facts: readonly AttributedFact[],
  { now, maxAgeMs }: { now: number; maxAgeMs: number },
): Promise<void> {
  const refs = facts
    .filter(({ fact }) => LOOKED_AT.includes(fact.type))
    .flatMap(({ attribution }) => attribution.entityRefs);
  await wakeEvaluations(tx, [...new Set(refs)].sort(), now);
  const triggers = facts.flatMap(({ fact, attribution }) => {
    const asked = triggerOf(fact);
    if (!asked || now - asked.at > maxAgeMs) return [];
    return attribution.entityRefs.map(entityRef => ({
      entity_ref: entityRef,
      trigger_key: `${fact.type}:${asked.environment}:${fact.key}`,
      fact_type: fact.type,
      fact_key: fact.key,
      environment: asked.environment,
      state: 'new',
      next_at: now,
    }));
  });
  await insertRows(tx, {
    table: 'evaluation_trigger',
    key: KEY,
    rows: sortRows(triggers, KEY),
    update: [],
  });
}

/** Where and when a fact asks for an evaluation; undefined when it does not. */
function triggerOf(fact: Fact) {
  if (fact.type === 'deployment-request') {
    return { environment: fact.data.environment, at: fact.at };
  }
  if (fact.type !== 'deployment' || fact.phase !== 'terminal') return undefined;
  const { reachedEnvironment, result, environment, finishedAt } = fact.data;
  const reached = reachedEnvironment ?? result === 'success';
  return reached ? { environment, at: finishedAt ?? fact.at } : undefined;
}

/** See {@link EvaluationStore.takeTriggers}. */
export async function takeTriggers(
  tx: Knex,
  { now, leaseMs, limit }: { now: number; leaseMs: number; limit: number },
): Promise<EvaluationTrigger[]> {
  const due = await queryRows(
    tx,
    `select entity_ref, trigger_key from evaluation_trigger where state = 'new' and next_at <= ?
     order by next_at, entity_ref, trigger_key limit ?${
       dialectOf(tx).forUpdateSkipLocked
     }`,
    [now, limit],
  );
  if (due.length === 0) return [];
  const keys = keysOf(
    due.map(row => [row.entity_ref as string, row.trigger_key as string]),
  );
  const rows = await queryRows(
    tx,
    `update evaluation_trigger set next_at = ? where (entity_ref, trigger_key) in ${keys.sql}
     returning entity_ref, trigger_key, fact_type, fact_key, environment`,
    [now + leaseMs, ...keys.bindings],
  );
  return rows.map(row => ({
    entityRef: row.entity_ref as string,
    key: row.trigger_key as string,
    factType: row.fact_type as EvaluationTrigger['factType'],
    factKey: row.fact_key as string,
    environment: row.environment as string,
  }));
}

/** See {@link EvaluationStore.finishTriggers}. They stay, so that none asks twice. */
export async function finishTriggers(
  tx: Knex,
  triggers: readonly EvaluationTrigger[],
): Promise<void> {
  if (triggers.length === 0) return;
  const keys = keysOf(triggers.map(({ entityRef, key }) => [entityRef, key]));
  await queryRows(
    tx,
    `update evaluation_trigger set state = 'done' where (entity_ref, trigger_key) in ${keys.sql}`,
    keys.bindings,
  );
}

function keysOf(keys: readonly (readonly [string, string])[]) {
  return valuesTable(['text', 'text'], keys);
}

/**
 * What is forgotten of verdicts, a bounded part in each transaction.
 *
 * An evaluation goes with its outcomes and the key it was asked under when it was decided long ago and holds no more,
 * and so was every other one of its chain: who comes later in a chain rests on what was approved earlier in it. The
 * newest decided one of a version in an environment and phase stays for ever: what is known of a deployment is read
 * from it. What people did goes with the last evaluation of the chain.
 */
import type { Knex } from 'knex';
import { dialectOf, queryRows } from './dialect';
import type { EvaluationRetention, SweepPlace } from './EvaluationStore';
import { valuesTable } from './rows';

const DAY_MS = 86_400_000;

const CHAIN_IS_NEEDED = `exists (
  select 1 from evaluation o where o.entity_ref = e.entity_ref and o.chain_id = e.chain_id
    and (o.decided_at is null or o.decided_at >= ? or o.expires_at >= ?))`;
const IS_NEWEST = `e.dry_run = 0 and not exists (
  select 1 from evaluation n where n.entity_ref = e.entity_ref and n.environment = e.environment
    and n.version = e.version and n.phase = e.phase and n.dry_run = 0 and n.decided_at is not null
    and (n.created_at > e.created_at or (n.created_at = e.created_at and n.id > e.id)))`;
const IS_ANSWER = `exists (select 1 from deployment_answer a where a.evaluation_id = e.id)`;

/** See {@link EvaluationRetention.forgetEvaluations}. */
export async function forgetEvaluations(
  tx: Knex,
  {
    before,
    after,
    limit,
  }: Parameters<EvaluationRetention['forgetEvaluations']>[0],
): Promise<{ forgotten: number; next?: SweepPlace }> {
  const place = after ?? { decidedAt: 0, id: '' };
  const rows = await queryRows(
    tx,
    `select e.id, e.entity_ref, e.chain_id, e.created_at, e.decided_at,
       case when ${CHAIN_IS_NEEDED} or (${IS_NEWEST}) or ${IS_ANSWER}
         then 1 else 0 end as is_needed
     from evaluation e
     where e.decided_at < ? and (e.decided_at, e.id) > (?, ?)
     order by e.decided_at, e.id limit ?`,
    [before, before, before, place.decidedAt, place.id, limit],
  );
  const last = rows.at(-1);
  const next =
    last && rows.length === limit
      ? { decidedAt: Number(last.decided_at), id: last.id as string }
      : undefined;
  const gone = rows
    .filter(row => Number(row.is_needed) === 0)
    .map(row => ({
      id: row.id as string,
      entityRef: row.entity_ref as string,
      chainId: row.chain_id as string,
      createdAt: Number(row.created_at),
    }));
  if (gone.length > 0) await remove(tx, gone, before);
  return { forgotten: gone.length, next };
}

async function remove(
  tx: Knex,
  gone: readonly {
    readonly id: string;
    readonly entityRef: string;
    readonly chainId: string;
    readonly createdAt: number;
  }[],
  before: number,
): Promise<void> {
  const ids = gone.map(({ id }) => id).sort();
  const { oneOf } = dialectOf(tx);
  const outcomes = valuesTable(
    ['text', 'bigint', 'text'],
    gone.map(one => [
      one.entityRef,
      Math.floor(one.createdAt / DAY_MS),
      one.id,
    ]),
  );
  await queryRows(
    tx,
    `delete from gate_outcome where (entity_ref, bucket_day, evaluation_id) in ${outcomes.sql}`,
    outcomes.bindings,
  );
  const keys = oneOf('evaluation_id', ids);
  await queryRows(
    tx,
    `delete from evaluation_key where ${keys.sql}`,
    keys.bindings,
  );
  const evaluations = oneOf('id', ids);
  await queryRows(
    tx,
    `delete from evaluation where ${evaluations.sql}`,
    evaluations.bindings,
  );
  const chains = valuesTable(
    ['text', 'text'],
    gone.map(({ entityRef, chainId }) => [entityRef, chainId]),
  );
  await queryRows(
    tx,
    `delete from evaluation_act where (entity_ref, chain_id) in ${chains.sql}
       and happened_at < ? and (until_at is null or until_at < ?)
       and not exists (select 1 from evaluation e
         where e.entity_ref = evaluation_act.entity_ref and e.chain_id = evaluation_act.chain_id)`,
    [...chains.bindings, before, before],
  );
}

/** See {@link EvaluationRetention.forgetNotices}. */
export async function forgetNotices(
  tx: Knex,
  { before, limit }: { before: number; limit: number },
): Promise<number> {
  const rows = await queryRows(
    tx,
    `delete from outbox where id in (
       select id from outbox where state in ('sent', 'failed') and created_at < ?
       order by created_at, id limit ?)
     returning id`,
    [before, limit],
  );
  return rows.length;
}

/** See {@link EvaluationRetention.forgetAnswers}. */
export async function forgetAnswers(
  tx: Knex,
  { before, limit }: { before: number; limit: number },
): Promise<number> {
  const rows = await queryRows(
    tx,
    `delete from deployment_answer where (entity_ref, request_key) in (
       select entity_ref, request_key from deployment_answer
       where state in ('approved', 'rejected', 'ended') and asked_at < ?
       order by asked_at, entity_ref, request_key limit ?)
     returning request_key`,
    [before, limit],
  );
  return rows.length;
}

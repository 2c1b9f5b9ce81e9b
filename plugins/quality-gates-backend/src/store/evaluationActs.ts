import type { Knex } from 'knex';
import { dialectOf, queryRows, type DatabaseRow } from './dialect';
import type { EvaluationStore } from './EvaluationStore';
import type { EvaluationAct, EvaluationRow } from './evaluationTypes';
import { insertRows, sortRows, valuesTable } from './rows';

const COLUMNS = `entity_ref, act_id, chain_id, evaluation_id, environment, version, act_type, gate, who, happened_at,
  until_at, detail`;
const KEY = ['entity_ref', 'act_id'];
/** Acts that one chain shows: the newest. */
const MOST_ACTS = 500;

function toAct(row: DatabaseRow): EvaluationAct {
  return {
    id: row.act_id as string,
    entityRef: row.entity_ref as string,
    chainId: row.chain_id as string,
    evaluationId: row.evaluation_id as string,
    environment: row.environment as string,
    version: row.version as string | null,
    type: row.act_type as EvaluationAct['type'],
    gate: row.gate as string | null,
    who: row.who as string,
    at: Number(row.happened_at),
    until: row.until_at === null ? null : Number(row.until_at),
    detail: JSON.parse(row.detail as string),
  };
}

/** Keeps what somebody did; an act that is there already stays as it is. */
export async function insertActs(
  tx: Knex,
  acts: readonly EvaluationAct[],
): Promise<void> {
  const rows = acts.map(act => ({
    entity_ref: act.entityRef,
    act_id: act.id,
    chain_id: act.chainId,
    evaluation_id: act.evaluationId,
    environment: act.environment,
    version: act.version,
    act_type: act.type,
    gate: act.gate,
    who: act.who,
    happened_at: act.at,
    until_at: act.until,
    detail: JSON.stringify(act.detail),
  }));
  await insertRows(tx, {
    table: 'evaluation_act',
    key: KEY,
    rows: sortRows(rows, KEY),
    update: [],
  });
}

/** See {@link EvaluationStore.readActs}. */
export async function readActs(
  tx: Knex,
  query: Parameters<EvaluationStore['readActs']>[0],
): Promise<EvaluationAct[]> {
  const rows = await queryRows(
    tx,
    `select ${COLUMNS} from (
       select ${COLUMNS} from evaluation_act where entity_ref = ? and chain_id = ?
       union
       select ${COLUMNS} from evaluation_act
       where entity_ref = ? and environment = ? and act_type in ('waiver', 'break-glass')
         and until_at > ? and (version is null or version = ?)
     ) as acts
     order by happened_at desc, act_id desc limit ?`,
    [
      query.entityRef,
      query.chainId,
      query.entityRef,
      query.environment,
      query.now,
      query.version,
      MOST_ACTS,
    ],
  );
  return rows.map(toAct).reverse();
}

/** See {@link EvaluationStore.readActsOf}. */
export async function readActsOf(
  tx: Knex,
  evaluations: readonly EvaluationRow[],
  now: number,
): Promise<Map<string, EvaluationAct[]>> {
  if (evaluations.length === 0) return new Map();
  const wanted = valuesTable(
    ['text', 'text', 'text', 'text', 'text', 'bigint'],
    evaluations.map(({ id, chainId, question, decidedAt }) => [
      id,
      chainId,
      question.entityRef,
      question.environment,
      question.version,
      decidedAt ?? now,
    ]),
  );
  const columns = COLUMNS.split(', ').map(one => `a.${one.trim()}`);
  const rows = await queryRows(
    tx,
    `select * from (
       select w.column1 as wanted_by, ${columns.join(', ')},
         row_number() over (partition by w.column1 order by a.happened_at desc, a.act_id desc) as act_number
       from ${wanted.sql} as w
       join evaluation_act a on a.entity_ref = w.column3 and (a.chain_id = w.column2 or (
         a.environment = w.column4 and a.act_type in ('waiver', 'break-glass') and a.until_at > w.column6
         and (a.version is null or a.version = w.column5)))
     ) as acts
     where act_number <= ? order by happened_at, act_id, wanted_by`,
    [...wanted.bindings, MOST_ACTS],
  );
  const acts = new Map<string, EvaluationAct[]>();
  for (const row of rows) {
    const id = row.wanted_by as string;
    acts.set(id, [...(acts.get(id) ?? []), toAct(row)]);
  }
  return acts;
}

/** See {@link EvaluationStore.confirmWaiver}. */
export async function confirmWaiver(
  tx: Knex,
  act: EvaluationAct,
  by: string,
): Promise<boolean> {
  const rows = await queryRows(
    tx,
    `select detail from evaluation_act where entity_ref = ? and act_id = ?${
      dialectOf(tx).forUpdate
    }`,
    [act.entityRef, act.id],
  );
  const detail = rows[0] && JSON.parse(rows[0].detail as string);
  if (!detail || detail.confirmedBy !== null) return false;
  await queryRows(
    tx,
    `update evaluation_act set detail = ? where entity_ref = ? and act_id = ?`,
    [JSON.stringify({ ...detail, confirmedBy: by }), act.entityRef, act.id],
  );
  return true;
}

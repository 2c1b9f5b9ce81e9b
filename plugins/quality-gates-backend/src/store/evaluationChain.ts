import type { Knex } from 'knex';
import { cleanText } from './cleanFact';
import { queryRows } from './dialect';
import { toEvaluation } from './evaluations';

/** Evaluations that superseded one another which are followed. */
const LONGEST = 1_000;

/** See {@link EvaluationStore.readNewestOf}. */
export async function readNewestOf(tx: Knex, id: string) {
  const rows = await queryRows(
    tx,
    `with recursive successors (id, superseded_by, depth) as (
       select id, superseded_by, 0 from evaluation where id = ?
       union all
       select e.id, e.superseded_by, s.depth + 1
       from successors s join evaluation e on e.id = s.superseded_by where s.depth < ?
     )
     select * from evaluation where id = (select id from successors order by depth desc, id limit 1)`,
    [cleanText(id), LONGEST],
  );
  return rows.map(toEvaluation)[0];
}

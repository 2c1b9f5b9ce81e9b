import { cleanText } from './cleanFact';
import type { Sql } from './dialect';

/** Evaluations that superseded one another which are followed. */
const LONGEST = 1_000;

/** Asks for the `id` of the newest of those that superseded one another, from this one on. */
export function newestOf(id: string): Sql {
  return {
    sql: `with recursive successors (id, superseded_by, depth) as (
       select id, superseded_by, 0 from evaluation where id = ?
       union all
       select e.id, e.superseded_by, s.depth + 1
       from successors s join evaluation e on e.id = s.superseded_by where s.depth < ?
     )
     select id from successors order by depth desc, id limit 1`,
    bindings: [cleanText(id), LONGEST],
  };
}

import type { Knex } from 'knex';
import { dialectOf, queryRows } from './dialect';
import type { UnknownRange } from './types';

/**
 * See {@link Store.listUnknownRanges}. The deployment before is found within the same environment, whenever it was;
 * the index deployment_finished gives them in that order.
 */
export async function listUnknownRanges(
  tx: Knex,
  query: {
    entityRefs: readonly string[];
    since: number;
    limit: number;
  },
): Promise<UnknownRange[]> {
  const among = dialectOf(tx).oneOf('entity_ref', query.entityRefs);
  const rows = await queryRows(
    tx,
    `select base, head, max(finished_at) as newest from (
       select commit_sha as head, commits_from, commits, finished_at,
         coalesce(previous_commit, lag(commit_sha) over (
           partition by entity_ref, environment
           order by finished_at, deployment_key
         )) as base
       from deployment where ${among.sql} and reached = 1
     ) as reached
     where commits_from = 'unknown' and commits is null
       and head is not null and base is not null and base <> head
       and finished_at >= ?
     group by base, head
     order by newest desc, base, head limit ?`,
    [...among.bindings, query.since, query.limit],
  );
  return rows.map(({ base, head }) => ({
    base: base as string,
    head: head as string,
  }));
}

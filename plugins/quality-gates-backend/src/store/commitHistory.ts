import type { CommitData } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import { readColumns } from './columns';
import { COMMIT_COLUMNS, COMMIT_SELECTION } from './commits';
import { queryRows } from './dialect';
import { slices } from './rows';

/** A recorded commit, as a walk over the history sees it. */
export type WalkedCommit = CommitData & { readonly touches: boolean };

/** Newest commits of an entity that a walk may use. */
const MOST_COMMITS = 2000;
const ENTITIES_PER_QUERY = 50;

/** Recorded commits of entities, read once a transaction. */
export class CommitHistory {
  readonly #byEntity = new Map<string, Map<string, WalkedCommit>>();

  /** Reads the commits of entities that were not read before. */
  async load(tx: Knex, entityRefs: readonly string[]): Promise<void> {
    const missing = entityRefs.filter(ref => !this.#byEntity.has(ref));
    for (const ref of missing) this.#byEntity.set(ref, new Map());
    for (const some of slices(missing, ENTITIES_PER_QUERY)) {
      const newest = `select * from (
        select ${COMMIT_SELECTION} from repository_commit where entity_ref = ?
        order by committed_at desc, sha desc limit ${MOST_COMMITS}
      ) as newest`;
      const rows = await queryRows(
        tx,
        some.map(() => newest).join(' union all '),
        some,
      );
      for (const row of rows) {
        const sha = row.sha as string;
        this.#byEntity.get(row.entity_ref as string)!.set(sha, {
          ...(readColumns(COMMIT_COLUMNS, row) as Omit<CommitData, 'sha'>),
          sha,
          touches: Number(row.touches) === 1,
        });
      }
    }
  }

  /** The commits of an entity that was loaded, by SHA. */
  of(entityRef: string): ReadonlyMap<string, WalkedCommit> {
    return this.#byEntity.get(entityRef) ?? new Map();
  }

  /** The commits named, and all that descend from them. */
  descendants(entityRef: string, shas: readonly string[]): Set<string> {
    const children = new Map<string, string[]>();
    for (const { sha, parents } of this.of(entityRef).values()) {
      for (const parent of parents) {
        children.set(parent, [...(children.get(parent) ?? []), sha]);
      }
    }
    const found = new Set(shas);
    // A Set may grow while it is walked: each commit is visited once.
    for (const sha of found) {
      for (const child of children.get(sha) ?? []) found.add(child);
    }
    return found;
  }
}

import { columnNames, type Column } from './columns';
import type { FactTable } from './factTable';
import { valueOf } from './joinFields';

/** Typed columns of a commit. */
export const COMMIT_COLUMNS: readonly Column[] = [
  { column: 'parents', field: 'parents', kind: 'json' },
  { column: 'committed_at', field: 'committedAt', kind: 'number' },
  { column: 'author', field: 'author', kind: 'text' },
  { column: 'merge', field: 'merge', kind: 'flag' },
  { column: 'branch', field: 'branch', kind: 'text' },
  { column: 'title', field: 'title', kind: 'text' },
  { column: 'url', field: 'url', kind: 'text' },
];

/** Commits of the repository, one row for each entity whose history they are part of. */
export const commitTable: FactTable = {
  type: 'commit',
  table: 'repository_commit',
  key: { entity_ref: 'text', sha: 'text' },
  keyOf: ({ entityRef, key }) => ({ entity_ref: entityRef, sha: key }),
  columns: [...COMMIT_COLUMNS, { column: 'sha', field: 'sha', kind: 'text' }],
  derive: said => ({ touches: valueOf<number>(said, '$touches')! }),
};

/** What a walk over the history needs of a commit. */
export const COMMIT_SELECTION = `entity_ref, sha, touches, ${columnNames(
  COMMIT_COLUMNS,
).join(', ')}`;

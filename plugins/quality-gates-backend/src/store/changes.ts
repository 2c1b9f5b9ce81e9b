import type { Column } from './columns';
import type { FactTable } from './factTable';

const COLUMNS: readonly Column[] = [
  { column: 'change_id', field: 'id', kind: 'text' },
  { column: 'url', field: 'url', kind: 'text' },
  { column: 'title', field: 'title', kind: 'text' },
  { column: 'author', field: 'author', kind: 'text' },
  { column: 'opened_at', field: 'openedAt', kind: 'number' },
  { column: 'ready_at', field: 'readyAt', kind: 'number' },
  { column: 'first_review_at', field: 'firstReviewAt', kind: 'number' },
  { column: 'approved_at', field: 'approvedAt', kind: 'number' },
  { column: 'merged_at', field: 'mergedAt', kind: 'number' },
  { column: 'closed_at', field: 'closedAt', kind: 'number' },
  { column: 'head_sha', field: 'headSha', kind: 'text' },
  { column: 'merge_sha', field: 'mergeSha', kind: 'text' },
  { column: 'target_branch', field: 'targetBranch', kind: 'text' },
];

/** Pull and merge requests. */
export const changeTable: FactTable = {
  type: 'change',
  table: 'change_request',
  key: { entity_ref: 'text', change_key: 'text' },
  keyOf: ({ entityRef, key }) => ({ entity_ref: entityRef, change_key: key }),
  columns: COLUMNS,
};

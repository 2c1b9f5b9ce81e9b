/** Reads of pipeline health and failure attribution: many runs at once, never one by one. */
import type { Knex } from 'knex';
import { indexedText } from './columns';
import { dialectOf, queryRows } from './dialect';
import { toReport } from './reports';
import type { MergedChangeRow, ReportRow, Store, TryRow } from './types';

const MOST_TRIES = 2000;
/** A report may list 5,000 cases. */
const MOST_REPORTS = 100;
const MOST_CHANGES = 5000;

type Query<K extends keyof Store> = Store[K] extends (query: infer Q) => unknown
  ? Q
  : never;

/** See {@link Store.readTries}. */
export async function readTries(
  tx: Knex,
  { entityRef, commits }: Query<'readTries'>,
): Promise<TryRow[]> {
  if (commits.length === 0) return [];
  const dialect = dialectOf(tx);
  const among = dialect.oneOf('commit_sha', commits);
  const rows = await queryRows(
    tx,
    `select run_key, pipeline, commit_sha, attempt, result, finished_at
     from pipeline_run
     where entity_ref = ? and ${among.sql} and phase = 'terminal'
     order by commit_sha, finished_at, run_key limit ?`,
    [entityRef, ...among.bindings, MOST_TRIES],
  );
  const ofRuns = dialect.oneOf(
    'run_key',
    rows.map(row => row.run_key as string),
  );
  const passed = await queryRows(
    tx,
    `select run_key, passed from run_tasks where entity_ref = ? and ${ofRuns.sql}`,
    [entityRef, ...ofRuns.bindings],
  );
  const namesOf = new Map<string, string[]>(
    passed.map(row => [
      row.run_key as string,
      JSON.parse(row.passed as string),
    ]),
  );
  return rows.map(row => ({
    runKey: row.run_key as string,
    pipeline: row.pipeline as string | null,
    commit: row.commit_sha as string,
    attempt: Number(row.attempt),
    result: row.result as TryRow['result'],
    finishedAt: row.finished_at === null ? null : Number(row.finished_at),
    passedTasks: namesOf.get(row.run_key as string) ?? [],
  }));
}

/** See {@link Store.readTestReports}. */
export async function readTestReports(
  tx: Knex,
  { entityRef, commits }: Query<'readTestReports'>,
): Promise<ReportRow<'test-report'>[]> {
  if (commits.length === 0) return [];
  const among = dialectOf(tx).oneOf('commit_sha', commits.map(indexedText));
  const rows = await queryRows(
    tx,
    `select entity_ref, report_key, reported_at, reported_by, said from report
     where entity_ref = ? and report_type = 'test-report' and ${among.sql}
     order by reported_at desc, report_key desc limit ?`,
    [entityRef, ...among.bindings, MOST_REPORTS],
  );
  return rows.map(row => toReport('test-report', row));
}

/** See {@link Store.readMergedChanges}. */
export async function readMergedChanges(
  tx: Knex,
  { entityRef, from, to }: Query<'readMergedChanges'>,
): Promise<MergedChangeRow[]> {
  const rows = await queryRows(
    tx,
    `select change_key, opened_at, merged_at from change_request
     where entity_ref = ? and merged_at >= ? and merged_at < ?
       and opened_at is not null
     order by merged_at desc, change_key desc limit ?`,
    [entityRef, from, to, MOST_CHANGES],
  );
  return rows.map(row => ({
    key: row.change_key as string,
    openedAt: Number(row.opened_at),
    mergedAt: Number(row.merged_at),
  }));
}

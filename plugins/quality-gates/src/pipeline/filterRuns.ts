import {
  RESULTS,
  type Run,
  type RunsQuery,
  VERDICTS,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { FilterChoice } from '../show/FilterSelect';

/** Runs of the default branch, or of pull requests. */
export const SCOPES = ['default-branch', 'pull-request'] as const;

/** What narrows the list of runs. */
export type RunFilter = Pick<
  RunsQuery,
  'branch' | 'pipeline' | 'result' | 'attribution' | 'scope'
>;

/** The filter that a query string holds; words it does not know count as none. */
export function parseRunFilter(search: URLSearchParams): RunFilter {
  const result = search.get('result') ?? '';
  return {
    branch: search.get('branch') || undefined,
    pipeline: search.get('pipeline') || undefined,
    result: RESULTS.find(each => each === result),
    attribution: VERDICTS.find(each => each === search.get('attribution')),
    scope: SCOPES.find(each => each === search.get('scope')),
  };
}

/** The different values of a field among runs, by alphabet, to choose from. */
export function listChoices(
  runs: readonly Run[],
  field: 'branch' | 'pipeline',
): FilterChoice[] {
  const values = new Set(runs.flatMap(run => run[field] ?? []));
  return [...values].sort().map(value => ({ value, label: value }));
}

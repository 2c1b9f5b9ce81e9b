import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useTab } from '../entity/TabContext';
import { parseRunFilter, type RunFilter } from './filterRuns';
import { RunFilters } from './RunFilters';
import { RunsView } from './RunsView';
import { useRuns } from './useRuns';

const PAGE = 200;
const FILTERS: readonly (keyof RunFilter)[] = [
  'branch',
  'pipeline',
  'result',
  'attribution',
  'scope',
];

/** Runs of every pipeline of the component, narrowed by what the URL says. */
export function RunsSection() {
  const { window, linkTo } = useTab();
  const [search, setSearch] = useSearchParams();
  const [max, setMax] = useState(PAGE);
  const filter = parseRunFilter(search);
  const query = useRuns(max, filter);
  // Filters must offer what they would bring back, so the choices are those of all runs.
  const known = useRuns(PAGE);
  const change = (values: Partial<Record<keyof RunFilter, string | null>>) =>
    setSearch(
      old => {
        const next = new URLSearchParams(old);
        for (const [name, value] of Object.entries(values)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  return (
    <RunsView
      query={query}
      zone={window.zone}
      setupLink={linkTo('setup')}
      runLink={id => linkTo(`pipelines/${encodeURIComponent(id)}`)}
      filters={
        <RunFilters
          filter={filter}
          known={known.data?.items ?? []}
          onFilter={(name, value) => change({ [name]: value })}
        />
      }
      onClear={
        FILTERS.some(name => filter[name])
          ? () => change(Object.fromEntries(FILTERS.map(name => [name, null])))
          : undefined
      }
      onOlder={() => setMax(max + PAGE)}
    />
  );
}

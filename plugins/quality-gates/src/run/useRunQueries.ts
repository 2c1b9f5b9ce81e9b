import { useApi } from '@backstage/core-plugin-api';
import type {
  PipelineStats,
  RunDetail,
  Trace,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { type Query, useQuery } from '../api/useQuery';
import { useTab } from '../entity/TabContext';

const RUNNING_MS = 10_000;
const ENDED_MS = 60_000;

/** What the page of a run asks for, each answer by itself. */
export interface RunQueries {
  readonly run: Query<RunDetail>;
  readonly trace: Query<Trace>;
  /** The pipeline of the run over the window of the tab; undefined while it is not known. */
  readonly stats: PipelineStats | undefined;
}

/** Asks for a run, its spans, and what is usual for its pipeline. A run that goes on is asked for more often. */
export function useRunQueries(runId: string): RunQueries {
  const { entityRef, window } = useTab();
  const api = useApi(qualityGatesApiRef);
  const run = useQuery({
    key: JSON.stringify(['run', entityRef, runId]),
    read: signal => api.readRun(entityRef, runId, signal),
    refreshMs: known => (known?.phase === 'terminal' ? ENDED_MS : RUNNING_MS),
  });
  const ended = run.data?.phase === 'terminal';
  const trace = useQuery({
    key: JSON.stringify(['trace', entityRef, runId]),
    read: signal => api.readTrace(entityRef, runId, signal),
    // Spans of an ended run are whole, or their sender is late.
    refreshMs: known => {
      if (!ended) return RUNNING_MS;
      return known?.spans.length ? undefined : ENDED_MS;
    },
  });
  const { from, to } = window;
  const report = useQuery({
    key: JSON.stringify(['pipelines', entityRef, from, to]),
    read: signal => api.readPipelines(entityRef, { from, to }, signal),
  });
  const scope = run.data?.pullRequest ? 'pull-request' : 'default-branch';
  const stats = report.data?.items.find(
    each => each.pipeline === run.data?.pipeline && each.scope === scope,
  );
  return { run, trace, stats };
}

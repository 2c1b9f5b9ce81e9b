import { useMemo } from 'react';
import type {
  PipelineStats,
  RunDetail,
  Trace,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Query } from '../api/useQuery';
import type { Reader } from '../show/formatInstant';
import { BeforeRun } from './BeforeRun';
import { hasFailed } from './describeRun';
import { FailuresSection } from './FailuresSection';
import { markFailures } from './layoutWaterfall';
import { RunHeader } from './RunHeader';
import { SpanDrawer } from './SpanDrawer';
import { createSpanTree } from './spanTree';
import { WaterfallSection } from './WaterfallSection';

/** Props of {@link RunView}. */
export interface RunViewProps {
  readonly run: RunDetail;
  readonly trace: Query<Trace>;
  readonly stats: PipelineStats | undefined;
  readonly reader: Reader;
  readonly setupLink: string;
  /** The span whose details are open. */
  readonly spanId: string | null;
  onOpenSpan(spanId: string | null): void;
}

/** A run: how it ended and why, what failed, what came before, and where time went. */
export function RunView(props: RunViewProps) {
  const { run, trace, stats, reader, spanId, onOpenSpan } = props;
  const spans = trace.data?.spans;
  const tree = useMemo(() => createSpanTree(spans ?? []), [spans]);
  const verdicts = useMemo(
    () => markFailures(tree, run.failures),
    [tree, run.failures],
  );
  const traceUrls = trace.data?.traceUrls ?? [];
  return (
    <>
      <RunHeader
        run={run}
        stats={stats}
        reader={reader}
        traceUrls={traceUrls}
      />
      {hasFailed(run) && (
        <FailuresSection
          run={run}
          tree={tree}
          traceUrls={traceUrls}
          setupLink={props.setupLink}
          onOpenSpan={onOpenSpan}
        />
      )}
      <BeforeRun run={run} reader={reader} />
      <WaterfallSection
        run={run}
        trace={trace}
        tree={tree}
        verdicts={verdicts}
        reader={reader}
        setupLink={props.setupLink}
        onOpenSpan={onOpenSpan}
      />
      <SpanDrawer
        open={spanId !== null && trace.data !== undefined}
        node={tree.byId.get(spanId ?? '')}
        failure={run.failures.find(each => each.spanId === spanId)}
        reader={reader}
        onClose={() => onOpenSpan(null)}
      />
    </>
  );
}

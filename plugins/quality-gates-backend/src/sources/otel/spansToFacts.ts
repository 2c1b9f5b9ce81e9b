import type {
  Fact,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { compileRules, type TraceRules } from './deploymentEvidence';
import { deploymentFacts } from './deploymentFacts';
import { readRuns } from './readRuns';
import { runFact, taskFact } from './runFacts';
import { testReportFacts } from './testReportFacts';
import { traceDigests } from './traceDigests';

export type { TraceRules };

/**
 * What a trace says: its runs, their tasks, the deployments among them, and what tests did.
 *
 * Pure, and always over the whole trace: spans arrive in any order, children before parents, some twice, some never.
 * The same spans give the same facts in the same order, whatever order they came in. Spans of anything but pipelines
 * give nothing. `sender` is the name of the token that sent the trace.
 */
export function factsOfTrace(
  trace: {
    readonly traceId: string;
    readonly spans: readonly Span[];
    readonly sender: string;
  },
  rules: TraceRules,
): Fact[] {
  const { traceId, sender } = trace;
  const context = { traceId, sender };
  const runs = readRuns(trace.spans, traceId);
  const withDigests = { ...context, digests: traceDigests(runs) };
  const facts: Fact[] = runs.groups.map(group => runFact(group, withDigests));
  for (const node of runs.nodes) {
    const { group, role } = node;
    if (group && role === 'task') facts.push(taskFact(node, group, context));
  }
  return [
    ...facts,
    ...deploymentFacts(runs, compileRules(rules), context),
    ...testReportFacts(runs, context),
  ];
}

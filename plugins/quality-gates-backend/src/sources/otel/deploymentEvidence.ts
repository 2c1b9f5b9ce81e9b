import { readOwnText, readText } from './aliases';
import type { RunTrace } from './readRuns';
import type { RunGroup } from './RunGroup';
import type { SpanNode } from './SpanNode';

/** What the configuration says of traces: `qualityGates.rules`. */
export interface TraceRules {
  /** Runs or jobs that deploy. Patterns are regular expressions, case-insensitive. A rule that matches on nothing matches nothing. */
  readonly deployments: readonly {
    readonly match: { readonly workflow?: string; readonly job?: string };
    readonly environment: string;
  }[];
}

/** A rule of {@link TraceRules}, its patterns compiled. */
export interface CompiledRule {
  readonly workflow?: RegExp;
  readonly job?: RegExp;
  readonly environment: string;
}

/** A span that tells of a deployment. */
export interface Evidence {
  readonly node: SpanNode;
  readonly group: RunGroup | undefined;
  readonly environment: string;
  readonly id: string | undefined;
  /** See {@link RANK}. */
  readonly rank: number;
}

/** What is believed first when several spans of a run name one environment; 1 is the strongest. */
const RANK = {
  deployment: 1,
  deployTask: 2,
  task: 3,
  step: 4,
  run: 5,
  rule: 6,
} as const;
/** Where a `deployment.id`, also one of the resource, is that of this deployment. */
const NAMES_DEPLOYMENT: ReadonlySet<number> = new Set([
  RANK.deployment,
  RANK.deployTask,
  RANK.task,
  RANK.run,
]);

/** Compiles {@link TraceRules}. Throws SyntaxError for a pattern that the configuration would have refused. */
export function compileRules({ deployments }: TraceRules): CompiledRule[] {
  const compile = (pattern: string | undefined) =>
    pattern === undefined ? undefined : new RegExp(pattern, 'i');
  return deployments
    .filter(({ match }) => match.workflow ?? match.job)
    .map(({ match, environment }) => ({
      workflow: compile(match.workflow),
      job: compile(match.job),
      environment,
    }));
}

/**
 * Every span of a trace that tells of a deployment, in the order of the trace.
 *
 * `deployment.environment.name` of a resource is where the CI agent itself runs. It names the target only of a span
 * that says by other means that it deploys: it has a deployment id or status, or its task type is `deploy`.
 */
export function findEvidence(
  trace: RunTrace,
  rules: readonly CompiledRule[],
): Evidence[] {
  const evidence: Evidence[] = [];
  for (const node of trace.nodes) {
    if (node.waits) continue;
    const { group } = node;
    const found =
      tellsDeployment(node) ??
      tellsTask(node) ??
      (group && tellsEnvironment(node)) ??
      (group && matchesRule(node, group, rules));
    if (found) {
      const id = NAMES_DEPLOYMENT.has(found.rank)
        ? readText(node.span, 'deployment.id')
        : undefined;
      evidence.push({ ...found, node, group, id });
    }
  }
  return evidence;
}

type Finding = Pick<Evidence, 'environment' | 'rank'>;

function tellsDeployment({ span }: SpanNode): Finding | undefined {
  const says =
    readOwnText(span, 'deployment.id') ??
    readOwnText(span, 'deployment.status');
  const environment = says && targetOf(span);
  return environment ? { environment, rank: RANK.deployment } : undefined;
}

function tellsTask({ span, role }: SpanNode): Finding | undefined {
  if (role !== 'task') return undefined;
  if (readOwnText(span, 'cicd.pipeline.task.type') !== 'deploy') {
    return undefined;
  }
  const environment = targetOf(span);
  return environment ? { environment, rank: RANK.deployTask } : undefined;
}

function tellsEnvironment({ span, role }: SpanNode): Finding | undefined {
  const own = readOwnText(span, 'deployment.environment.name');
  if (role !== 'run') {
    const rank = role === 'task' ? RANK.task : RANK.step;
    return own ? { environment: own, rank } : undefined;
  }
  const around =
    readText(span, 'deployment.id') ?? readText(span, 'deployment.status');
  const environment = own ?? (around && targetOf(span));
  return environment ? { environment, rank: RANK.run } : undefined;
}

function matchesRule(
  { span, role }: SpanNode,
  group: RunGroup,
  rules: readonly CompiledRule[],
): Finding | undefined {
  if (role !== 'run' && role !== 'task') return undefined;
  const name = readOwnText(span, 'cicd.pipeline.task.name') ?? span.name;
  const rule = rules.find(
    ({ workflow, job }) =>
      (workflow?.test(group.pipeline ?? '') ?? true) &&
      (role === 'task' ? job?.test(name) : !job),
  );
  return rule && { environment: rule.environment, rank: RANK.rule };
}

/** The span's own environment, else that of its scope or resource. */
function targetOf(span: SpanNode['span']): string | undefined {
  return (
    readOwnText(span, 'deployment.environment.name') ??
    readText(span, 'deployment.environment.name')
  );
}

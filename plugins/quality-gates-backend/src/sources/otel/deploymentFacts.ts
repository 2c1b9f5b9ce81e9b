import {
  normaliseResult,
  type Result,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import { readLink, readSha, readText } from './aliases';
import {
  findEvidence,
  type CompiledRule,
  type Evidence,
} from './deploymentEvidence';
import type { RunTrace } from './readRuns';
import { runResult, statusResult, taskResult } from './results';
import { subjectOf, type TraceContext } from './runFacts';
import { readRunIdentity } from './runIdentity';
import type { SpanNode } from './SpanNode';

/** Worst first: a deployment that several tasks make succeeded only when all of them did. */
const SEVERITY: readonly Result[] = [
  'failure',
  'error',
  'timeout',
  'cancellation',
  'unknown',
  'skip',
  'success',
];

/**
 * The deployments of a trace. No emitter sends a span that is one, so evidence is weighed (otel-cicd.md 2.4): of a run
 * and an environment only the strongest counts, and spans that tell of the same deployment are one fact from the
 * first start to the last end. A skipped task deployed nothing, unless it names a deployment.
 */
export function deploymentFacts(
  trace: RunTrace,
  rules: readonly CompiledRule[],
  context: TraceContext,
): FactOf<'deployment'>[] {
  const strongest = new Map<string, Evidence[]>();
  for (const evidence of findEvidence(trace, rules)) {
    const place = `${evidence.group?.key ?? ''}|${fold(evidence.environment)}`;
    const known = strongest.get(place);
    const rank = known?.[0].rank ?? Infinity;
    if (evidence.rank < rank) strongest.set(place, [evidence]);
    else if (evidence.rank === rank) known!.push(evidence);
  }
  const byKey = new Map<string, FactOf<'deployment'>>();
  for (const evidence of [...strongest.values()].flat()) {
    const fact = toFact(evidence, context);
    if (fact.data.result === 'skip' && evidence.id === undefined) continue;
    const place = `${fact.key}|${fold(evidence.environment)}`;
    const known = byKey.get(place);
    byKey.set(place, known ? merge(known, fact) : fact);
  }
  return [...byKey.values()];
}

function toFact(
  evidence: Evidence,
  context: TraceContext,
): FactOf<'deployment'> {
  const { node, group, environment } = evidence;
  const { span } = node;
  // A deployment span outside any pipeline still says whose it is.
  const { repository } = readRunIdentity(span);
  const subject = subjectOf(node, group ?? { subject: { repository } });
  const result = resultOf(node);
  const { key, id } = identify(evidence, subject.entityRef, context);
  return {
    type: 'deployment',
    key,
    subject,
    channel: 'otlp',
    at: span.endedAt,
    phase: 'terminal',
    reportedBy: context.sender,
    data: {
      id,
      environment,
      version: readText(span, 'artifact.version'),
      commit: readSha(span) ?? group?.commit,
      status: readText(span, 'deployment.status') ?? result,
      result,
      startedAt: span.startedAt,
      finishedAt: span.endedAt,
      url: readLink(span, 'cicd.pipeline.task.run.url.full'),
      digest: readText(span, 'artifact.hash'),
      runUrl: group?.identity.url,
    },
  };
}

/** The provider's own id makes webhook and trace one deployment; without an id a run deploys once an environment. */
function identify(
  { id, node, group, environment }: Evidence,
  entityRef: string | undefined,
  { traceId }: TraceContext,
) {
  const identity = group?.identity ?? readRunIdentity(node.span);
  const { provider = 'otlp', repository, runId, attempt } = identity;
  if (id !== undefined) {
    const name =
      readText(node.span, 'service.name') ?? group?.pipeline ?? traceId;
    const key = repository
      ? `${provider}:${repository.host}/${repository.path}/${id}`
      : `otlp:${name}/${id}`;
    return { key, id };
  }
  const parts = [group?.key ?? traceId, fold(environment), entityRef];
  return {
    key: `otlp:${parts.filter(Boolean).join('|')}`,
    id: runId === undefined ? traceId : `${runId}#${attempt ?? 1}`,
  };
}

/**
 * `deployment.status` knows only "succeeded" and "failed": of a failed one the task tells better how. A step without
 * any result is as good as the task around it.
 */
function resultOf(node: SpanNode): Result {
  const status = readText(node.span, 'deployment.status');
  const told = status ? normaliseResult(status) : 'unknown';
  if (told !== 'unknown' && told !== 'failure') return told;
  const around = resultAround(node);
  if (told === 'unknown') return around;
  return around === 'success' || around === 'unknown' ? told : around;
}

function resultAround(node: SpanNode): Result {
  for (let at: SpanNode | null = node; at; at = at.parent) {
    if (at.role === 'task') return taskResult(at.span);
    if (at.role === 'run') return runResult(at.span);
    if (statusResult(at.span) !== 'unknown') return statusResult(at.span);
  }
  return 'unknown';
}

function merge(
  a: FactOf<'deployment'>,
  b: FactOf<'deployment'>,
): FactOf<'deployment'> {
  const results = [a.data.result, b.data.result];
  const worse = SEVERITY.find(result => results.includes(result));
  return {
    ...a,
    at: Math.max(a.at, b.at),
    data: {
      ...b.data,
      ...a.data,
      result: worse,
      status: worse === a.data.result ? a.data.status : b.data.status,
      startedAt: Math.min(a.data.startedAt!, b.data.startedAt!),
      finishedAt: Math.max(a.data.finishedAt!, b.data.finishedAt!),
    },
  };
}

function fold(environment: string): string {
  return environment.toLocaleLowerCase('en-US');
}

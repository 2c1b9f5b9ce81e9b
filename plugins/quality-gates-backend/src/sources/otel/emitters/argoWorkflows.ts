import { normaliseResult } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { ownText } from '../attributeText';
import { restate } from '../restate';
import type { Emitter, SpanRole } from './Emitter';

/** Nodes that only hold others. */
const GROUPS: ReadonlySet<string> = new Set([
  'Steps',
  'StepGroup',
  'DAG',
  'TaskGroup',
  'Retry',
]);
/** Where the pipeline's own work happens; every other span without a node is the controller's or the executor's. */
const OWN_WORK: ReadonlySet<string> = new Set([
  'run_main_container',
  'run_workload',
]);
/** What Kubernetes appends to a generated name (without vowels), and what a cron workflow appends. */
const GENERATED = /-(?:[bcdfghjklmnpqrstvwxz2456789]{5}|\d{8,})$/;

/**
 * Argo Workflows from 4.1: a workflow is the run, its nodes are the tasks, a pending one is waiting.
 *
 * Only the status says how anything ended. Nothing is said of repository and commit: a run belongs to who has its name
 * or its namespace as annotation. Nodes have no names, only ids that differ from run to run.
 * Source: argoproj/argo-workflows docs/tracing.md.
 */
export const argoWorkflows: Emitter = {
  id: 'argo-workflows',
  read(span) {
    if (!isArgo(span)) return undefined;
    if (span.name === 'workflow') return readWorkflow(span);
    if (span.name === 'node') return readNode(span);
    return { role: roleOf(span), span, identity: { byAncestor: true } };
  },
};

function isArgo({ scopeName, resourceAttributes: resource }: Span): boolean {
  const controller = 'workflow-controller';
  return scopeName === controller || resource['service.name'] === controller;
}

function readWorkflow(span: Span) {
  const pipeline = ownText(span, 'name').replace(GENERATED, '');
  const namespace = ownText(span, 'namespace');
  return {
    role: 'run' as const,
    span: restate(span, {
      'cicd.pipeline.name': pipeline || undefined,
      'cicd.pipeline.run.id': runIdOf(span),
      'cicd.pipeline.result': resultOf(span),
    }),
    identity: {
      runId: runIdOf(span),
      annotations: [
        { key: 'backstage.io/kubernetes-id', value: pipeline },
        { key: 'backstage.io/kubernetes-namespace', value: namespace },
      ].filter(({ value }) => value !== ''),
    },
  };
}

function readNode(span: Span) {
  const isGroup = GROUPS.has(ownText(span, 'node_type'));
  const id = ownText(span, 'node_id');
  return {
    role: isGroup ? ('stage' as const) : ('task' as const),
    span: restate(span, {
      'cicd.pipeline.run.id': runIdOf(span),
      'cicd.pipeline.task.name': id || undefined,
      'cicd.pipeline.task.run.id': id || undefined,
      'cicd.pipeline.task.run.result': resultOf(span),
    }),
  };
}

function roleOf(span: Span): SpanRole | undefined {
  if (span.name === 'node_phase' || span.name === 'workflow_phase') {
    const phase = ownText(span, 'node_phase') || ownText(span, 'phase');
    return phase === 'Pending' ? 'queue' : 'platform';
  }
  return OWN_WORK.has(span.name) ? undefined : 'platform';
}

function runIdOf(span: Span): string | undefined {
  const parts = [ownText(span, 'namespace'), ownText(span, 'name')];
  return parts.every(Boolean) ? parts.join('/') : undefined;
}

/** An error's message is the phase, which tells a failure from an error. */
function resultOf({ statusCode, statusMessage }: Span): string | undefined {
  const isWord = normaliseResult(statusMessage) !== 'unknown';
  return statusCode === 2 && isWord ? statusMessage : undefined;
}

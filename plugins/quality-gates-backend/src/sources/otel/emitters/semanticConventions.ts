import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { ALIASES, type Canonical } from '../aliases';
import type { Emitter, SpanRole } from './Emitter';

const INTERNAL = 1;
const SERVER = 2;
/** What emitters without `cicd.pipeline.run.state` call the wait for a worker. */
const QUEUE_NAME = /^(queued?|pending)$|^queue-/i;

/** The conventions' own names, past and present: those of single emitters are for their own recognisers. */
function namesOf(canonical: Canonical): string[] {
  return [canonical, ...ALIASES[canonical]].filter(key =>
    key.startsWith('cicd.'),
  );
}

const TASK = [
  ...namesOf('cicd.pipeline.task.name'),
  ...namesOf('cicd.pipeline.task.run.id'),
];
const RESULT = namesOf('cicd.pipeline.result');

/**
 * Any emitter that follows the OpenTelemetry conventions for CI/CD, in current or deprecated names.
 *
 * A run is the SERVER span that carries the result, or the span at the top of its trace that does (exporters that run
 * as a step of the pipeline send it as INTERNAL). A task carries a task name or a task run id of its own; the
 * conventions put both on the span, so that a resource about a job makes no tasks of the job's steps.
 * Source: semantic-conventions docs/cicd/cicd-spans.md.
 */
export const semanticConventions: Emitter = {
  id: 'semantic-conventions',
  read: span => ({ span, role: roleOf(span) }),
};

function roleOf(span: Span): SpanRole | undefined {
  if (span.attributes['cicd.pipeline.run.state'] === 'pending') {
    return 'queue';
  }
  if (has(span, TASK)) return 'task';
  const top = span.kind === SERVER || span.parentSpanId === null;
  if (top && has(span, RESULT)) return 'run';
  if (has(span, ['cicd.system.component'])) return 'platform';
  if (span.kind <= INTERNAL && QUEUE_NAME.test(span.name)) return 'queue';
  return undefined;
}

function has({ attributes }: Span, keys: readonly string[]): boolean {
  return keys.some(
    key => Object.hasOwn(attributes, key) && attributes[key] !== '',
  );
}

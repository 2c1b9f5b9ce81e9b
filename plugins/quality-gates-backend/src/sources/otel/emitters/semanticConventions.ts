import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { ALIASES, readOwnText, readText, type Canonical } from '../aliases';
import { isPlatformName } from '../platformSteps';
import { testStatus, type TestSpan } from '../TestSpan';
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
const COMPONENT = namesOf('cicd.system.component');
/** Of a suite that did not come to its end. */
const BROKEN: ReadonlySet<string> = new Set([
  'aborted',
  'timed_out',
  'in_progress',
]);

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
  read: span => ({ span, role: roleOf(span), test: testOf(span) }),
};

/** There is no span of a test in the conventions, only attributes. */
function testOf(span: Span): TestSpan | undefined {
  const name = readOwnText(span, 'test.case.name');
  const status = readOwnText(span, 'test.case.result.status');
  const suite = readOwnText(span, 'test.suite.name');
  if (name ?? status) {
    const testCase = {
      name: name ?? span.name.slice(0, 256),
      status: testStatus(status, span.statusCode),
      durationSeconds: (span.endedAt - span.startedAt) / 1000,
      message: span.statusMessage || undefined,
    };
    return { tool: toolOf(span), suite, testCase };
  }
  const ran = readOwnText(span, 'test.suite.run.status') ?? '';
  if (!suite && !ran) return undefined;
  const incomplete = BROKEN.has(ran) ? `The suite is ${ran}` : undefined;
  return {
    tool: toolOf(span),
    suite: suite ?? span.name.slice(0, 256),
    incomplete,
  };
}

function toolOf(span: Span): string {
  return readText(span, 'service.name') ?? 'otlp';
}

function roleOf(span: Span): SpanRole | undefined {
  if (span.attributes['cicd.pipeline.run.state'] === 'pending') {
    return 'queue';
  }
  if (has(span, TASK)) return 'task';
  const top = span.kind === SERVER || span.parentSpanId === null;
  if (top && has(span, RESULT)) return 'run';
  if (has(span, COMPONENT)) return 'platform';
  if (span.kind > INTERNAL) return undefined;
  if (QUEUE_NAME.test(span.name)) return 'queue';
  return isPlatformName(span.name) ? 'platform' : undefined;
}

function has({ attributes }: Span, keys: readonly string[]): boolean {
  for (const key of keys) {
    if (Object.hasOwn(attributes, key) && attributes[key] !== '') return true;
  }
  return false;
}

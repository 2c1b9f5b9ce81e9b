import { createHash } from 'node:crypto';
import type {
  Attributes,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readLink, readText } from '../aliases';
import { isGithubPlatformStep } from '../platformSteps';
import { restate } from '../restate';
import { readRunIdentity } from '../runIdentity';
import type { Emitter, Reading } from './Emitter';

const RUN_RESULT = 'cicd.pipeline.run.status';
const TASK_RESULT = 'cicd.pipeline.run.task.status';
/** GitHub re-runs a run at most 50 times; one more costs nothing. */
const MAX_ATTEMPTS = 51;

/**
 * The githubreceiver of the OpenTelemetry Collector: GitHub's workflow_run and workflow_job events as spans.
 *
 * One request an event, in any order: the resource says whether its spans are of a run or of a job. The resource of a
 * job names the job where the conventions name the pipeline, and neither run id nor repository; both are in its link.
 * No resource says the attempt, but the trace id is made of it. Kinds differ by version and say nothing.
 * Source: opentelemetry-collector-contrib receiver/githubreceiver, also released as liatrio-otel-collector.
 */
export const githubReceiver: Emitter = {
  id: 'github-receiver',
  read(span) {
    const { resourceAttributes: resource } = span;
    const provider =
      resource['vcs.provider.name'] ?? resource['vcs.vendor.name'];
    if (provider !== 'github') return undefined;
    if (has(resource, TASK_RESULT) || isJob(resource)) {
      return has(resource, TASK_RESULT) || has(resource, RUN_RESULT)
        ? readOfJob(span)
        : undefined;
    }
    return has(resource, RUN_RESULT) ? readOfRun(span) : undefined;
  },
};

function readOfRun(span: Span): Reading {
  if (span.parentSpanId !== null) return { span };
  const attempt = attemptOf(span);
  return {
    role: 'run',
    span: restate(span, { 'cicd.pipeline.run.attempt': attempt }),
  };
}

function readOfJob(span: Span): Reading {
  const { attributes, resourceAttributes: resource } = span;
  if (has(attributes, 'cicd.pipeline.run.queue.duration')) {
    return { role: 'queue', span: restate(span, { 'cicd.pipeline.name': '' }) };
  }
  // Steps are labelled `failure` also when they were skipped: only their status is true.
  if (has(attributes, 'cicd.pipeline.task.name')) {
    const step = restate(span, { 'cicd.pipeline.task.run.result': '' });
    return isGithubPlatformStep(span.name)
      ? { role: 'platform', span: step }
      : { span: step };
  }
  return {
    role: 'task',
    span: restate(span, {
      'cicd.pipeline.name': '',
      'cicd.pipeline.run.attempt': attemptOf(span),
      'cicd.pipeline.task.name': readText(span, 'cicd.pipeline.name'),
      'cicd.pipeline.task.run.id': resource['cicd.pipeline.task.run.id'],
      // A conclusion without a word of its own is sent under the run's name.
      'cicd.pipeline.task.run.result':
        resource[TASK_RESULT] ?? resource[RUN_RESULT],
      'cicd.pipeline.task.run.url.full': readLink(
        span,
        'cicd.pipeline.task.run.url.full',
      ),
    }),
  };
}

/** Whether a resource is that of a job, whatever name its result came under. */
function isJob(resource: Attributes): boolean {
  return (
    has(resource, 'cicd.pipeline.task.run.id') ||
    has(resource, 'cicd.pipeline.task.run.url.full')
  );
}

/** The attempt that the trace id is made of; undefined when something on the way gave the trace another id. */
function attemptOf(span: Span): number | undefined {
  const { runId } = readRunIdentity(span);
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const hash = createHash('sha256').update(`${runId}${attempt}t`);
    if (hash.digest('hex').startsWith(span.traceId)) return attempt;
  }
  return attemptAfter(span);
}

/** Only the spans of runs tell the attempt before theirs. */
function attemptAfter({ resourceAttributes }: Span): number | undefined {
  const before =
    resourceAttributes['cicd.pipeline.run.previous_attempt.url.full'];
  const attempt = /\/attempts\/(\d{1,4})$/.exec(String(before))?.[1];
  return attempt === undefined ? undefined : Number(attempt) + 1;
}

function has(attributes: Attributes, key: string): boolean {
  return Object.hasOwn(attributes, key);
}

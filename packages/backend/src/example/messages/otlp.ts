import type { DateTime } from 'luxon';
import { hexId } from '../noise';
import { runUrl } from '../runs';
import type {
  ExampleJobRun,
  ExampleMessage,
  ExampleRun,
  ExampleStep,
} from '../types';

const SERVER = 2;
const INTERNAL = 1;
const STATUS_OK = 1;
const STATUS_ERROR = 2;

/** The traces of runs as one OTLP/JSON request, by the semantic conventions for CI/CD. */
export function tracesMessage(runs: readonly ExampleRun[]): ExampleMessage {
  return {
    path: '/otlp/v1/traces',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceSpans: runs.map(resourceSpansOf) }),
    proof: 'token',
  };
}

function resourceSpansOf(run: ExampleRun) {
  const { component } = run;
  return {
    resource: {
      attributes: attributes({
        'cicd.pipeline.name': component.pipeline,
        'cicd.pipeline.run.id': String(run.id),
        'cicd.pipeline.run.url.full': runUrl(run),
        'vcs.provider.name': 'github',
        'vcs.repository.url.full': `https://github.com/${component.repository.slug}`,
        'cicd.pipeline.run.attempt': String(run.attempt),
        'vcs.ref.head.name': run.branch,
        'vcs.ref.head.type': 'branch',
        'vcs.ref.head.revision': run.commit,
        ...(run.pullRequest && { 'vcs.change.id': String(run.pullRequest) }),
      }),
    },
    scopeSpans: [{ scope: { name: 'example-history' }, spans: spansOf(run) }],
  };
}

function spansOf(run: ExampleRun) {
  const traceId = hexId(32, 'trace', run.id, run.attempt);
  const root = hexId(16, 'span', run.id, run.attempt);
  return [
    {
      traceId,
      spanId: root,
      name: `RUN ${run.component.pipeline}`,
      kind: SERVER,
      ...times(run.queuedAt, run.finishedAt),
      attributes: attributes({
        'cicd.pipeline.action.name': 'RUN',
        'cicd.pipeline.result': resultOf(run),
        ...errorType(run),
      }),
      ...statusOf(run),
    },
    ...run.jobs.flatMap(job => [
      jobSpan(job, run),
      queueSpan(job, traceId),
      ...job.steps.map((step, index) =>
        stepSpan(step, { job, index, traceId }),
      ),
    ]),
  ];
}

function jobSpan(job: ExampleJobRun, run: ExampleRun) {
  return {
    traceId: hexId(32, 'trace', run.id, run.attempt),
    spanId: hexId(16, 'span', job.id),
    parentSpanId: hexId(16, 'span', run.id, run.attempt),
    name: job.name,
    kind: INTERNAL,
    ...times(job.startedAt, job.finishedAt),
    attributes: attributes({
      'cicd.pipeline.task.name': job.name,
      'cicd.pipeline.task.run.id': String(job.id),
      'cicd.pipeline.task.run.url.full': `${runUrl(run)}/job/${job.id}`,
      'cicd.pipeline.task.run.result': resultOf(job),
      ...(job.type && { 'cicd.pipeline.task.type': job.type }),
      ...errorType(job),
    }),
    ...statusOf(job),
  };
}

function queueSpan(job: ExampleJobRun, traceId: string) {
  return {
    traceId,
    spanId: hexId(16, 'queue', job.id),
    parentSpanId: hexId(16, 'span', job.id),
    name: `queue-${job.name}`,
    kind: INTERNAL,
    ...times(job.queuedAt, job.startedAt),
    attributes: attributes({ 'cicd.pipeline.run.state': 'pending' }),
  };
}

function stepSpan(
  step: ExampleStep,
  place: { job: ExampleJobRun; index: number; traceId: string },
) {
  const { message, cacheHit } = step;
  return {
    traceId: place.traceId,
    spanId: hexId(16, 'step', place.job.id, place.index),
    parentSpanId: hexId(16, 'span', place.job.id),
    name: step.name,
    kind: INTERNAL,
    ...times(step.startedAt, step.finishedAt),
    attributes: attributes(
      cacheHit === undefined ? {} : { 'cicd.cache.hit': String(cacheHit) },
    ),
    status: message ? { code: STATUS_ERROR, message } : { code: STATUS_OK },
  };
}

function resultOf({ passed }: { passed: boolean }): string {
  return passed ? 'success' : 'failure';
}

function errorType({ passed }: { passed: boolean }): Record<string, string> {
  return passed ? {} : { 'error.type': 'task_failure' };
}

/** Unset on success, as the conventions ask for. */
function statusOf({ passed }: { passed: boolean }) {
  return passed ? {} : { status: { code: STATUS_ERROR, message: 'failed' } };
}

function times(startedAt: DateTime, endedAt: DateTime) {
  return {
    startTimeUnixNano: `${startedAt.toMillis()}000000`,
    endTimeUnixNano: `${endedAt.toMillis()}000000`,
  };
}

function attributes(values: Record<string, string>) {
  return Object.entries(values).map(([key, stringValue]) => ({
    key,
    value: { stringValue },
  }));
}

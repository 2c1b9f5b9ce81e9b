import {
  type Attributes,
  context,
  type Link,
  type Span,
  SpanStatusCode,
  trace,
  TraceFlags,
} from '@opentelemetry/api';
import type {
  Evaluation,
  EvaluationOutcome,
} from '@quality-gates/backstage-plugin-quality-gates-common';

/** A span of the pipeline that asked. */
export interface PipelineLink {
  /** Hex, 32 characters. */
  readonly traceId: string;
  /** Hex, 16 characters; absent when only the run's trace is known. */
  readonly spanId?: string;
}

const tracer = trace.getTracer('quality-gates');
const MAX_LINKS = 32;

/**
 * Records a decided evaluation as a span `quality_gates.evaluation`, from when it was asked to when it was decided, with
 * one child `quality_gates.gate` a gate. It links to the pipeline's spans, so that either is found from the other; a
 * trace of which no span is known cannot be linked to (OpenTelemetry, "Specifying links") and is named in an attribute.
 * An evaluation that is not decided records nothing: a span has an end.
 */
export function recordEvaluation(
  evaluation: Evaluation,
  pipelineLinks: readonly PipelineLink[],
): void {
  const { createdAt, decidedAt, outcomes } = evaluation;
  if (decidedAt === null) return;
  const links = pipelineLinks.flatMap(({ traceId, spanId }): Link[] =>
    spanId
      ? [
          {
            context: {
              ...{ traceId, spanId, isRemote: true },
              traceFlags: TraceFlags.SAMPLED,
            },
          },
        ]
      : [],
  );
  const startTime = new Date(createdAt);
  const endTime = new Date(decidedAt);
  const span = tracer.startSpan(
    'quality_gates.evaluation',
    {
      startTime,
      links: links.slice(0, MAX_LINKS),
      attributes: attributesOf(evaluation, pipelineLinks),
    },
    // Whatever the worker is doing besides is no part of the evaluation.
    trace.deleteSpan(context.active()),
  );
  for (const outcome of outcomes) {
    recordGate(outcome, { parent: span, startTime, endTime });
  }
  span.end(endTime);
}

function recordGate(
  outcome: EvaluationOutcome,
  {
    parent,
    startTime,
    endTime,
  }: { parent: Span; startTime: Date; endTime: Date },
): void {
  const { measuredAt, durationMs, reason } = outcome;
  const end = measuredAt === null ? endTime : new Date(measuredAt);
  const start =
    measuredAt === null
      ? startTime
      : new Date(end.getTime() - (durationMs ?? 0));
  const span = tracer.startSpan(
    'quality_gates.gate',
    {
      startTime: start,
      attributes: {
        'quality_gates.gate': outcome.gate,
        'quality_gates.gate.kind': outcome.kind,
        'quality_gates.gate.mode': outcome.mode,
        'quality_gates.gate.outcome': outcome.outcome,
        'quality_gates.gate.reason': reason.code,
        ...(outcome.value === null
          ? {}
          : { 'quality_gates.gate.value': outcome.value }),
      },
    },
    trace.setSpan(context.active(), parent),
  );
  // A gate that fails did its work; one that could not look did not.
  if (outcome.outcome === 'error') {
    span.setStatus({ code: SpanStatusCode.ERROR, message: reason.message });
  }
  span.end(end);
}

function attributesOf(
  evaluation: Evaluation,
  pipelineLinks: readonly PipelineLink[],
): Attributes {
  const traceIds = [...new Set(pipelineLinks.map(({ traceId }) => traceId))];
  return {
    'backstage.entity.ref': evaluation.entityRef,
    'deployment.environment.name': evaluation.environment,
    'service.version': evaluation.version,
    'quality_gates.evaluation.id': evaluation.id,
    'quality_gates.evaluation.phase': evaluation.phase,
    'quality_gates.evaluation.decision': evaluation.decision,
    'quality_gates.evaluation.enforced': evaluation.enforced,
    ...(evaluation.policy.digest && {
      'quality_gates.policy.digest': evaluation.policy.digest,
    }),
    ...(traceIds.length > 0 && {
      'quality_gates.pipeline.trace_ids': traceIds.slice(0, MAX_LINKS),
    }),
  };
}

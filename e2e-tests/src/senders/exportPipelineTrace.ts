import { context, SpanKind, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import type { DateTime } from 'luxon';
import { apiUrl, token } from '../portal/test';

/** A run of two jobs, told by the OpenTelemetry SDK through its own exporter: protobuf with gzip. */
export async function exportPipelineTrace(run: {
  repositoryUrl: string;
  pipeline: string;
  runId: string;
  sha: string;
  startedAt: DateTime;
}): Promise<void> {
  const { repositoryUrl, pipeline, runId, sha, startedAt } = run;
  const url = `${repositoryUrl}/actions/runs/${runId}`;
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({
      'cicd.pipeline.name': pipeline,
      'cicd.pipeline.run.id': runId,
      'cicd.pipeline.run.url.full': url,
      'vcs.provider.name': 'github',
      'vcs.repository.url.full': repositoryUrl,
      'vcs.ref.head.name': 'master',
      'vcs.ref.head.revision': sha,
    }),
    spanProcessors: [
      new SimpleSpanProcessor(
        new OTLPTraceExporter({
          url: apiUrl('/otlp/v1/traces'),
          headers: { authorization: `Bearer ${token}` },
          compression: CompressionAlgorithm.GZIP,
        }),
      ),
    ],
  });
  const tracer = provider.getTracer('e2e');
  const at = (minutes: number) => startedAt.plus({ minutes }).toJSDate();
  const root = tracer.startSpan(`RUN ${pipeline}`, {
    kind: SpanKind.SERVER,
    startTime: at(0),
    attributes: {
      'cicd.pipeline.action.name': 'RUN',
      'cicd.pipeline.result': 'success',
    },
  });
  ['build', 'test'].forEach((name, index) => {
    const attributes = {
      'cicd.pipeline.task.name': name,
      'cicd.pipeline.task.run.id': `${runId}-${index}`,
      'cicd.pipeline.task.run.url.full': `${url}/job/${index}`,
      'cicd.pipeline.task.run.result': 'success',
    };
    tracer
      .startSpan(
        name,
        { startTime: at(1 + 4 * index), attributes },
        trace.setSpan(context.active(), root),
      )
      .end(at(5 + 4 * index));
  });
  root.end(at(9));
  await provider.forceFlush();
  await provider.shutdown();
}

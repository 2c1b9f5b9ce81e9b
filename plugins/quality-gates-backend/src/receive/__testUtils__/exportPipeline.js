// A program that sends a pipeline with OpenTelemetry's own SDK and exporters, as a sender would. It runs in a process
// of its own because the exporters load their HTTP client by `import()`, which a Jest environment cannot do.
// Arguments: one JSON object { protocol, url, token, invalidSpan }. Output: one JSON object, see the end.
const { ROOT_CONTEXT, SpanKind, diag, trace } = require('@opentelemetry/api');
const { resourceFromAttributes } = require('@opentelemetry/resources');
const {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} = require('@opentelemetry/sdk-trace-base');

const { protocol, url, token, invalidSpan } = JSON.parse(process.argv[2]);
const { OTLPTraceExporter } = require(protocol === 'json'
  ? '@opentelemetry/exporter-trace-otlp-http'
  : '@opentelemetry/exporter-trace-otlp-proto');

const warnings = [];
const ignore = () => {};
const warn = (...words) => warnings.push(words.join(' '));
diag.setLogger({
  warn,
  error: ignore,
  info: ignore,
  debug: ignore,
  verbose: ignore,
});

function recordPipeline() {
  const memory = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'ci' }),
    spanProcessors: [new SimpleSpanProcessor(memory)],
  });
  const tracer = provider.getTracer('pipelines', '1.0');
  const run = tracer.startSpan('RUN build', {
    kind: SpanKind.SERVER,
    startTime: 1767600000123,
    attributes: { 'cicd.pipeline.result': 'failure' },
  });
  const task = tracer.startSpan(
    'test',
    {
      startTime: 1767600000500,
      attributes: { n: 14460881260, ratio: 0.5, yes: true, list: ['a', 'b'] },
      links: [{ context: run.spanContext() }],
    },
    trace.setSpan(ROOT_CONTEXT, run),
  );
  task.addEvent('retry', { attempt: 2 }, 1767600000700);
  task.setStatus({ code: 2, message: 'exit code 1' });
  task.end(1767600001000);
  run.end(1767600002000);
  return memory.getFinishedSpans();
}

/** The same span under an id that is none. */
function withoutId(span) {
  const context = { ...span.spanContext(), spanId: '0'.repeat(16) };
  return Object.create(span, { spanContext: { value: () => context } });
}

const [task, run] = recordPipeline();
const exporter = new OTLPTraceExporter({
  url,
  headers: { Authorization: `Bearer ${token}` },
  compression: 'gzip',
});
exporter.export([invalidSpan ? withoutId(task) : task, run], result => {
  process.stdout.write(
    JSON.stringify({
      code: result.code,
      error: result.error?.message,
      warnings,
      traceId: run.spanContext().traceId,
      runSpanId: run.spanContext().spanId,
      taskSpanId: task.spanContext().spanId,
    }),
  );
  exporter.shutdown();
});

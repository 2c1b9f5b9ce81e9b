import { trace } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';

/** What holds the spans that the code made in a test, for all tests of the surrounding `describe`. */
export function recordSpans(): InMemorySpanExporter {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  beforeAll(() => trace.setGlobalTracerProvider(provider));
  beforeEach(() => exporter.reset());
  afterAll(() => {
    trace.disable();
    return provider.shutdown();
  });
  return exporter;
}

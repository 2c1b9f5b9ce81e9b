import { createRandom } from './random';

/** What the traces of a benchmark look like. */
export interface TraceProfile {
  readonly seed: number;
  readonly runs: number;
  readonly spansPerRun: number;
  /** Attribute values that occur once only: nothing to intern, little to compress. */
  readonly incompressible?: boolean;
}

const STEPS = [
  ...['Set up job', 'Checkout', 'Restore cache', 'Install', 'Lint', 'Build'],
  ...['Unit tests', 'Scan', 'Push image', 'Save cache', 'Complete job'],
];

/**
 * An `ExportTraceServiceRequest` in the words of OTLP/JSON: runs of a pipeline as the semantic conventions tell them,
 * each a resource with a root, jobs and steps.
 */
export function generateTraces(profile: TraceProfile): object {
  const { seed, runs } = profile;
  const random = createRandom(seed);
  const hex = (bytes: number) =>
    Array.from({ length: bytes }, () =>
      Math.floor(random() * 256)
        .toString(16)
        .padStart(2, '0'),
    ).join('');
  const resourceSpans = Array.from({ length: runs }, (_, run) => ({
    resource: {
      attributes: [
        text('service.name', `service-${run % 20}`),
        text('cicd.pipeline.name', 'Build and deploy'),
        text('cicd.pipeline.run.id', `${seed}-${run}`),
        text(
          'vcs.repository.url.full',
          `https://github.com/acme/service-${run % 20}`,
        ),
        text('vcs.ref.head.name', 'main'),
        text('vcs.ref.head.revision', hex(20)),
      ],
    },
    scopeSpans: [
      {
        scope: { name: 'ci', version: '1.0.0' },
        spans: spansOf(profile, { traceId: hex(16), hex, random }),
      },
    ],
  }));
  return { resourceSpans };
}

function spansOf(
  { spansPerRun, incompressible }: TraceProfile,
  {
    traceId,
    hex,
    random,
  }: { traceId: string; hex(n: number): string; random(): number },
) {
  const rootId = hex(8);
  const startedAt = 1_740_000_000_000 + Math.floor(random() * 1e9);
  return Array.from({ length: spansPerRun }, (_, index) => {
    const step = STEPS[index % STEPS.length];
    const from = startedAt + index * 1000;
    const to = from + Math.floor(random() * 60_000);
    const root = index === 0;
    return {
      traceId,
      spanId: root ? rootId : hex(8),
      ...(root ? {} : { parentSpanId: rootId }),
      name: root ? 'RUN Build and deploy' : step,
      kind: root ? 2 : 1,
      startTimeUnixNano: `${from}000123`,
      endTimeUnixNano: `${to}999877`,
      attributes: [
        text('cicd.pipeline.task.name', step),
        text('cicd.pipeline.task.run.id', `${index}`),
        text(
          'cicd.pipeline.task.run.result',
          index % 17 ? 'success' : 'failure',
        ),
        text(
          'cicd.pipeline.task.run.url.full',
          incompressible
            ? `https://ci.example.com/${hex(24)}`
            : `https://ci.example.com/jobs/${index}`,
        ),
        text(
          'cicd.worker.name',
          incompressible ? hex(16) : `runner-${index % 8}`,
        ),
        { key: 'retry.count', value: { intValue: `${index % 3}` } },
        { key: 'cache.hit', value: { boolValue: index % 2 === 0 } },
        { key: 'load', value: { doubleValue: random() } },
      ],
      status: index % 17 ? { code: 1 } : { code: 2, message: 'exit code 1' },
    };
  });
}

function text(key: string, stringValue: string) {
  return { key, value: { stringValue } };
}

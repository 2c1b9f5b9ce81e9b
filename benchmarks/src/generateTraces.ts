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
    resource: { attributes: resourceAttributes(seed, run, hex) },
    scopeSpans: [
      {
        scope: { name: 'ci', version: '1.0.0' },
        spans: spansOf(profile, { traceId: hex(16), hex, random }),
      },
    ],
  }));
  return { resourceSpans };
}

/** What a CI system's exporter says of itself, its worker and the run, in the size that is usual. */
function resourceAttributes(
  seed: number,
  run: number,
  hex: (bytes: number) => string,
) {
  const service = `service-${run % 20}`;
  const repository = `https://github.com/acme/${service}`;
  return [
    text('service.name', service),
    text('service.namespace', `acme/${service}`),
    text('service.instance.id', hex(8)),
    text('telemetry.sdk.name', 'opentelemetry'),
    text('telemetry.sdk.language', 'nodejs'),
    text('telemetry.sdk.version', '2.2.0'),
    text('host.name', `runner-${run % 8}.ci.example.com`),
    text('host.arch', 'amd64'),
    text('os.type', 'linux'),
    text('process.runtime.name', 'nodejs'),
    text('process.runtime.version', '24.1.0'),
    text('cicd.pipeline.name', 'Build and deploy'),
    text('cicd.pipeline.run.id', `${seed}-${run}`),
    text('cicd.pipeline.run.url.full', `${repository}/actions/runs/${run}`),
    text('vcs.provider.name', 'github'),
    text('vcs.owner.name', 'acme'),
    text('vcs.repository.name', service),
    text('vcs.repository.url.full', repository),
    text('vcs.ref.head.name', 'main'),
    text('vcs.ref.head.type', 'branch'),
    text('vcs.ref.head.revision', hex(20)),
  ];
}

interface Numbers {
  readonly traceId: string;
  hex(bytes: number): string;
  random(): number;
}

const STEPS_PER_JOB = 10;

function spansOf(profile: TraceProfile, numbers: Numbers): object[] {
  const { traceId, hex, random } = numbers;
  // Requests come minutes after what they tell of, and one after the other.
  const startedAt =
    1_740_000_000_000 + profile.seed * 60_000 + Math.floor(random() * 600_000);
  const [rootId, ...jobIds] = Array.from(
    { length: 1 + Math.ceil((profile.spansPerRun - 1) / STEPS_PER_JOB) },
    () => hex(8),
  );
  return Array.from({ length: profile.spansPerRun }, (_, index) => {
    const from = startedAt + index * 1000;
    const to = from + Math.floor(random() * 60_000);
    const times = {
      traceId,
      startTimeUnixNano: `${from}000123`,
      endTimeUnixNano: `${to}999877`,
    };
    if (index === 0) {
      const attributes = [
        text('cicd.pipeline.result', 'success'),
        text('cicd.pipeline.action.name', 'BUILD'),
      ];
      const name = 'RUN Build and deploy';
      return { ...times, spanId: rootId, name, kind: 2, attributes };
    }
    const jobId = jobIds[Math.floor((index - 1) / STEPS_PER_JOB)];
    const job = (index - 1) % STEPS_PER_JOB === 0;
    return {
      ...times,
      spanId: job ? jobId : hex(8),
      parentSpanId: job ? rootId : jobId,
      name: job ? `job ${index}` : STEPS[index % STEPS.length],
      kind: 1,
      attributes: job
        ? jobAttributes(index, profile, numbers)
        : stepAttributes(index, profile, numbers),
      status: index % 17 ? { code: 1 } : { code: 2, message: 'exit code 1' },
    };
  });
}

function jobAttributes(
  index: number,
  { incompressible }: TraceProfile,
  { hex }: Numbers,
) {
  return [
    text('cicd.pipeline.task.name', `job ${index}`),
    text('cicd.pipeline.task.run.id', `${index}`),
    text('cicd.pipeline.task.run.result', 'success'),
    text(
      'cicd.pipeline.task.run.url.full',
      `https://ci.example.com/jobs/${incompressible ? hex(24) : index}`,
    ),
    text('cicd.worker.name', incompressible ? hex(16) : `runner-${index % 8}`),
  ];
}

function stepAttributes(
  index: number,
  { incompressible }: TraceProfile,
  { hex, random }: Numbers,
) {
  const url = `https://ci.example.com/steps/${
    incompressible ? hex(24) : index
  }`;
  return [
    text('step.name', STEPS[index % STEPS.length]),
    text('step.number', `${index}`),
    text('step.conclusion', index % 17 ? 'success' : 'failure'),
    text('step.url', url),
    text('step.image', incompressible ? hex(16) : `runner-${index % 8}`),
    { key: 'retry.count', value: { intValue: `${index % 3}` } },
    { key: 'cache.hit', value: { boolValue: index % 2 === 0 } },
    { key: 'load', value: { doubleValue: random() } },
  ];
}

function text(key: string, stringValue: string) {
  return { key, value: { stringValue } };
}

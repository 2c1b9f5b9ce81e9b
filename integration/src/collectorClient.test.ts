import { gzipSync } from 'node:zlib';
import type {
  Page,
  Run,
  Trace,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { exportWithRetries } from './exportWithRetries';
import { createFaultyProxy, type Fault } from './faultyProxy';
import { createRandom, type Random } from './mutations/random';
import { attributes, encodeOtlp } from './payloads/otlp';
import { createPortal, type Portal } from './portal';
import { engines, INGEST_TOKEN } from './portalHome';

const RUNS = 60;
const JOBS = 3;
const STEPS = 4;
const SPANS_OF_REQUEST = 3;
const SENDERS = 16;
const REPOSITORY = 'https://github.com/acme/collected';
const START = 1_767_960_000_000_000_000n;
const RUN_ENTITY = '/entities/component/default/collected/runs';

/** Half of the requests come through untouched. */
const FAULTS: readonly Fault[] = [
  ...(['none', 'none', 'none', 'none', 'none', 'none'] as const),
  ...(['unavailable', 'unavailable-for-a-second', 'too-many'] as const),
  ...(['cut-before', 'cut-within', 'cut-after'] as const),
];

interface SentSpan {
  readonly run: number;
  readonly spanId: string;
  readonly otlp: object;
}

const hex = (n: number, length: number) => n.toString(16).padStart(length, '0');

/** A run of a pipeline as the semantic conventions tell it: the root, jobs, their steps. */
function spansOfRun(run: number): SentSpan[] {
  let count = 0;
  const span = (parent: string, name: string, about: object): SentSpan => {
    const spanId = hex((run + 1) * 1000 + ++count, 16);
    const at = START + BigInt(run * 1000 + count) * 1_000_000_000n;
    const otlp = {
      traceId: hex(run + 1, 32),
      spanId,
      ...(parent && { parentSpanId: parent }),
      name,
      startTimeUnixNano: String(at),
      endTimeUnixNano: String(at + 30_000_000_000n),
      ...about,
    };
    return { run, spanId, otlp };
  };
  const root = span('', 'RUN build', {
    kind: 2,
    attributes: attributes({ 'cicd.pipeline.result': 'success' }),
  });
  const jobs = Array.from({ length: JOBS }, (_, n) =>
    span(root.spanId, `job ${n}`, {
      attributes: attributes({
        'cicd.pipeline.task.name': `job ${n}`,
        'cicd.pipeline.task.run.id': `${run}-${n}`,
        'cicd.pipeline.task.run.result': 'success',
      }),
    }),
  );
  const steps = jobs.flatMap(job =>
    Array.from({ length: STEPS }, (_, n) => span(job.spanId, `step ${n}`, {})),
  );
  return [root, ...jobs, ...steps];
}

/** A request in which the spans of several runs stand beside each other, as a batch processor sends them. */
function encodeBatch(spans: readonly SentSpan[]): Buffer {
  const request = {
    resourceSpans: spans.map(({ run, otlp }) => ({
      resource: {
        attributes: attributes({
          'vcs.repository.url.full': REPOSITORY,
          'cicd.pipeline.name': 'build',
          'cicd.pipeline.run.id': `run-${run}`,
        }),
      },
      scopeSpans: [{ spans: [otlp] }],
    })),
  };
  return gzipSync(encodeOtlp('traces', request));
}

function batchesOf(spans: readonly SentSpan[], random: Random): SentSpan[][] {
  const mixed = spans
    .map(span => ({ span, place: random.fraction() }))
    .sort((a, b) => a.place - b.place)
    .map(({ span }) => span);
  const batches: SentSpan[][] = [];
  while (mixed.length > 0) batches.push(mixed.splice(0, SPANS_OF_REQUEST));
  return batches;
}

/** Sends all batches, some at a time; resolves to the number of requests that took. */
async function sendAll(
  url: string,
  batches: readonly (readonly SentSpan[])[],
): Promise<number> {
  const headers = {
    Authorization: `Bearer ${INGEST_TOKEN}`,
    'Content-Type': 'application/x-protobuf',
    'Content-Encoding': 'gzip',
  };
  const waiting = [...batches];
  let requests = 0;
  const sender = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const tries = await exportWithRetries(url, headers, encodeBatch(next));
      requests += tries;
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  return requests;
}

/** The ids of the spans of every run, and how each run ended. */
async function readBack(portal: Portal) {
  const { items } = await portal.read<Page<Run>>(`${RUN_ENTITY}?limit=200`);
  const spanIds: string[] = [];
  for (const { id } of items) {
    const path = `${RUN_ENTITY}/${encodeURIComponent(id)}/trace`;
    const { spans } = await portal.read<Trace>(path);
    spanIds.push(...spans.map(({ spanId }) => spanId));
  }
  return { results: items.map(({ result }) => result), spanIds };
}

describe.each(engines())('on $name', engine => {
  it('has every span of every trace once after a Collector sent them over a way that fails half of the time', async () => {
    const portal = await createPortal({
      engine,
      components: [{ name: 'collected', source: REPOSITORY }],
    });
    const random = createRandom(42);
    const { origin, pathname } = new URL(portal.baseUrl);
    const proxy = await createFaultyProxy({
      origin,
      next: () => random.pick(FAULTS),
    });
    try {
      await portal.start();
      const runs = Array.from({ length: RUNS }, (_, n) => spansOfRun(n));
      const spans = runs.flat();
      const batches = batchesOf(spans, random);
      const url = `${proxy.origin}${pathname}/otlp/v1/traces`;
      const requests = await sendAll(url, batches);

      expect(requests).toBeGreaterThan(batches.length * 1.5);
      expect([...proxy.happened.keys()].sort()).toEqual(
        [...new Set(FAULTS)].sort(),
      );
      await portal.settled();
      const { results, spanIds } = await readBack(portal);
      expect(results).toEqual(Array(RUNS).fill('success'));
      expect(spanIds.sort()).toEqual(spans.map(one => one.spanId).sort());
    } finally {
      await portal.dispose();
      await proxy.close();
    }
  }, 180_000);
});

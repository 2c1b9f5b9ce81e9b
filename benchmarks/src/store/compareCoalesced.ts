import { GroupCommit } from '@quality-gates/backstage-plugin-quality-gates-backend/src/receive/groupCommit';
import type { TraceSegment } from '@quality-gates/backstage-plugin-quality-gates-backend/src/store/types';
import type { Effort, Finding } from '../Area';
import { measure, median } from '../measure';
import type { Database } from './databases';
import {
  makeRequests,
  openStore,
  packRequest,
  readBefore,
  understanding,
} from './spanStore';

const CONCURRENCY = 64;
const REQUESTS = 256;
const SPANS = 11;

type Request = readonly TraceSegment[];
type Send = (request: Request) => Promise<void>;

/** P6: requests of one small trace each, coalesced, against a transaction for each. */
export async function compareCoalesced(
  { rounds }: Effort,
  create: () => Promise<Database>,
): Promise<Finding[]> {
  const [mine, theirs] = [await create(), await create()];
  const decoded = makeRequests(
    Array.from({ length: (rounds + 2) * REQUESTS }, (_, n) => n + 1),
    { runs: 1, spansPerRun: SPANS },
  );
  const read = readBefore(decoded);
  const requests = decoded.map(request => packRequest(request, read));
  const [coalescing, single] = [await openStore(mine), await openStore(theirs)];
  const group = new GroupCommit<Request, void>({
    maxBatchItems: 200,
    maxBatchBytes: 8 * 1024 * 1024,
    maxQueueItems: 2_000,
    maxQueueBytes: 128 * 1024 * 1024,
    deadlineMs: 60_000,
    sizeOf: segments => segments.length * 16_000,
    flush: async batch => {
      await coalescing.appendTraces(batch.flat(), understanding);
      return batch.map(() => undefined);
    },
  });
  const latencies = { ours: [] as number[], anchor: [] as number[] };
  const contender = (name: keyof typeof latencies, send: Send) => ({
    name,
    async run(round: number) {
      const own = requests.slice(round * REQUESTS, (round + 1) * REQUESTS);
      latencies[name].push(await sendAll(own, send));
    },
  });
  const measured = await measure({
    rounds,
    ours: contender('ours', request => group.submit(request)),
    anchor: contender('anchor', request =>
      single.appendTraces(request, understanding),
    ),
  });
  await Promise.all([mine.drop(), theirs.drop()]);
  const p95 = {
    oursMs: median(latencies.ours),
    anchorMs: median(latencies.anchor),
  };
  const of = `one-trace requests on ${mine.engine}, coalesced`;
  return [
    {
      goal: 'P6',
      what: `${of}, against a transaction each`,
      value: measured.ratio,
      target: 2.5,
      direction: 'at-least',
      details: { ...measured },
    },
    {
      goal: 'P6',
      what: `${of}: p95 of the answer against a transaction each`,
      value: p95.oursMs / p95.anchorMs,
      target: 1,
      direction: 'at-most',
      details: p95,
    },
  ];
}

/** Sends all with so many on their way at once; resolves to the 95th percentile of the answers, milliseconds. */
async function sendAll(
  requests: readonly Request[],
  send: Send,
): Promise<number> {
  const took: number[] = [];
  const waiting = [...requests];
  const sender = async () => {
    for (;;) {
      const request = waiting.pop();
      if (!request) return;
      const from = performance.now();
      await send(request);
      took.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, sender));
  took.sort((a, b) => a - b);
  return took[Math.ceil(took.length * 0.95) - 1];
}

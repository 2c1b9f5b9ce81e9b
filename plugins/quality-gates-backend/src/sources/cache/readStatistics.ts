import { InputError } from '@backstage/errors';
import {
  parseJson,
  readInstant,
  readPayload,
  type Delivery,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { buildxInspect, counted, nxRun, turboSummary } from './payloads';
import { readBuildkit } from './readBuildkit';

/** Hits and misses, and who counted them when. */
export interface Statistics {
  readonly tool: string;
  readonly hits: number;
  readonly misses: number;
  readonly at?: number;
}

const hint =
  'send {"hits":…,"misses":…}, .nx/cache/run.json, a summary of turbo --summarize, the answer of docker buildx history inspect --format json, or the lines of --progress=rawjson';

/** The statistics of a file, told apart by its fields. Throws InputError naming what is understood. */
export function readStatistics(delivery: Delivery): Statistics {
  const json = parseJson(delivery.body);
  if (json === undefined) return readBuildkit(delivery.body, hint);
  const has = (field: string) =>
    typeof json === 'object' && json !== null && Object.hasOwn(json, field);
  if (has('vertexes')) return readBuildkit(delivery.body, hint);
  if (has('hits') || has('misses')) return readCounted(delivery);
  if (has('NumCompletedSteps')) return readBuildx(delivery);
  if (has('tasks')) return has('run') ? readNx(delivery) : readTurbo(delivery);
  throw new InputError(`Cache statistics: ${hint}`);
}

function readCounted(delivery: Delivery): Statistics {
  const system = 'Cache statistics';
  return { tool: 'cache', ...readPayload(counted, delivery, { system }) };
}

function readNx(delivery: Delivery): Statistics {
  const { run, tasks } = readPayload(nxRun, delivery, { system: 'Nx' });
  const misses = tasks.filter(one => one.cacheStatus === 'cache-miss').length;
  const at = readInstant(run.endTime);
  return { tool: 'nx', hits: tasks.length - misses, misses, at };
}

function readTurbo(delivery: Delivery): Statistics {
  const { execution, tasks } = readPayload(turboSummary, delivery, {
    system: 'Turborepo',
  });
  const asked = tasks.filter(
    one => one.resolvedTaskDefinition?.cache !== false,
  );
  const hits = asked.filter(({ cache }) => cache.status === 'HIT').length;
  const { endTime } = execution;
  const misses = asked.length - hits;
  return { tool: 'turbo', hits, misses, at: endTime && Math.trunc(endTime) };
}

function readBuildx(delivery: Delivery): Statistics {
  const record = readPayload(buildxInspect, delivery, { system: 'Buildx' });
  const { NumCompletedSteps: completed, NumCachedSteps: hits } = record;
  const at = readInstant(record.CompletedAt);
  return { tool: 'buildkit', hits, misses: completed - hits, at };
}

import { InputError } from '@backstage/errors';
import {
  checkPayload,
  readInstant,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { buildkitLine } from './payloads';
import type { Statistics } from './readStatistics';

/** Steps of a Dockerfile are named `[stage 2/5] RUN …`; BuildKit's own and its logins and exports are not counted. */
const DOCKERFILE_STEP = /^\[(?!internal\]|auth\])/;

interface Step {
  cached: boolean;
  completed: boolean;
}

/**
 * Counts the steps of `docker buildx build --progress=rawjson`, one JSON object a line: each step of the Dockerfile that
 * completed is a hit when it came from the cache. Throws InputError for text that is none, saying `hint`.
 */
export function readBuildkit(body: Uint8Array, hint: string): Statistics {
  const steps = new Map<string, Step>();
  let at: number | undefined;
  let seen = false;
  for (const line of new TextDecoder().decode(body).split('\n')) {
    if (!line.trim()) continue;
    for (const vertex of readLine(line, hint) ?? []) {
      seen = true;
      const end = readInstant(vertex.completed ?? undefined);
      if (end !== undefined) at = Math.max(at ?? end, end);
      if (!DOCKERFILE_STEP.test(vertex.name)) continue;
      const step = steps.get(vertex.digest);
      steps.set(vertex.digest, {
        cached: Boolean(vertex.cached || step?.cached),
        completed: Boolean(vertex.completed || step?.completed),
      });
    }
  }
  if (!seen) throw new InputError(`Cache statistics: no steps; ${hint}`);
  const done = [...steps.values()].filter(one => one.cached || one.completed);
  const hits = done.filter(one => one.cached).length;
  return { tool: 'buildkit', hits, misses: done.length - hits, at };
}

function readLine(line: string, hint: string) {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw new InputError(`Cache statistics: a line is no JSON; ${hint}`);
  }
  const about = { system: 'BuildKit', kind: 'line' };
  return checkPayload(buildkitLine, json, about).vertexes;
}

import { z } from 'zod';

const count = z.number().int().min(0);

/** Counted by the sender itself. */
export const counted = z.strictObject({ hits: count, misses: count });

/** `.nx/cache/run.json`, written by Nx after each run. */
export const nxRun = z.object({
  run: z.object({ endTime: z.string().optional() }),
  tasks: z.array(
    z.object({
      taskId: z.string(),
      cacheStatus: z.enum([
        'local-cache-hit',
        'remote-cache-hit',
        'cache-miss',
      ]),
    }),
  ),
});

/** `.turbo/runs/*.json`, written by `turbo run … --summarize`. A dry run has no `execution`: it ran nothing. */
export const turboSummary = z.object({
  execution: z.object({ endTime: z.number().min(0).max(8.64e15).optional() }),
  tasks: z.array(
    z.object({
      taskId: z.string(),
      cache: z.object({ status: z.enum(['HIT', 'MISS']) }),
      /** False: the task never asks the cache. */
      resolvedTaskDefinition: z
        .object({ cache: z.boolean().optional() })
        .optional(),
    }),
  ),
});

/** `docker buildx history inspect --format json`. */
export const buildxInspect = z
  .object({
    NumCompletedSteps: count,
    NumCachedSteps: count.default(0),
    CompletedAt: z.string().optional(),
  })
  .refine(one => one.NumCachedSteps <= one.NumCompletedSteps, {
    path: ['NumCachedSteps'],
    message: 'must not be more than NumCompletedSteps',
  });

/** A line of `docker buildx build --progress=rawjson` (`client.SolveStatus` of moby/buildkit). */
export const buildkitLine = z.object({
  vertexes: z
    .array(
      z.object({
        digest: z.string(),
        name: z.string().default(''),
        completed: z.string().nullish(),
        cached: z.boolean().optional(),
      }),
    )
    .nullish(),
});

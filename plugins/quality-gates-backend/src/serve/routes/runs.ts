import { NotFoundError } from '@backstage/errors';
import {
  pageSchema,
  RESULTS,
  runDetailSchema,
  runSchema,
  traceSchema,
  VERDICTS,
  type Run,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { z } from 'zod';
import { pageParameters, windowParameters } from '../query';
import { createRoute, type Call } from '../Route';

const text = z.string().min(1).max(512).optional();

/** `GET …/runs` */
export const runs = createRoute({
  method: 'get',
  path: '/entities/:kind/:namespace/:name/runs',
  summary: 'Runs of pipelines, newest first.',
  audience: 'entity',
  query: z.object({
    branch: text,
    pipeline: text,
    result: z.enum(RESULTS).optional(),
    attribution: z.enum(VERDICTS).optional(),
    scope: z.enum(['default-branch', 'pull-request']).optional(),
    ...windowParameters,
    ...pageParameters,
  }),
  answer: pageSchema(runSchema),
  async handle(call) {
    const [entityRef] = call.entityRefs;
    const page = await call.readers.runs.listRuns({
      entityRef,
      ...call.query,
    });
    return { ...page, items: await withVisibleRefs(call, page.items) };
  },
});

/** `GET …/runs/{runId}` */
export const run = createRoute({
  method: 'get',
  path: '/entities/:kind/:namespace/:name/runs/:runId',
  summary: 'One attempt of a run, with its jobs and stages.',
  audience: 'entity',
  query: z.object({}),
  answer: runDetailSchema,
  async handle(call) {
    const { runId } = call.params;
    const found = await call.readers.runs.readRun(call.entityRefs[0], runId);
    if (!found) throw noRun(runId);
    const [visible] = await withVisibleRefs(call, [found]);
    return visible;
  },
});

/** `GET …/runs/{runId}/trace` */
export const trace = createRoute({
  method: 'get',
  path: '/entities/:kind/:namespace/:name/runs/:runId/trace',
  summary: 'Spans of a run for the waterfall: flat, parents before children.',
  audience: 'entity',
  query: z.object({}),
  answer: traceSchema,
  async handle({ params: { runId }, entityRefs: [entityRef], readers }) {
    const found = await readers.runs.readTrace(entityRef, runId);
    if (!found) throw noRun(runId);
    return found;
  },
});

function noRun(runId: string) {
  return new NotFoundError(`There is no run ${runId} of this entity`);
}

/** A run may belong to entities that the caller may not see: their refs are taken out, in one question for all. */
async function withVisibleRefs<T extends Run>(
  {
    entityRefs: [own],
    visibleRefs,
  }: Pick<Call<never>, 'entityRefs' | 'visibleRefs'>,
  items: readonly T[],
): Promise<T[]> {
  const others = new Set(items.flatMap(item => item.entityRefs));
  others.delete(own);
  const visible = others.size ? await visibleRefs([...others]) : new Set();
  return items.map(item => ({
    ...item,
    entityRefs: item.entityRefs.filter(ref => ref === own || visible.has(ref)),
  }));
}

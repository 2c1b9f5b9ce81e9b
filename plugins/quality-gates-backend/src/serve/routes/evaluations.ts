import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  evaluationRequestSchema,
  evaluationSchema,
  GATE_PHASES,
  pageSchema,
  qualityGatesEvaluationCreatePermission,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { z } from 'zod';
import { environmentParameter, pageParameters } from '../query';
import { createRoute, type Call } from '../Route';

const MOST_WAIT_SECONDS = 120;

const waitParameter = z
  .string()
  .regex(/^\d{1,3}s?$/, 'must be seconds such as 60s')
  .transform(text => Number.parseInt(text, 10))
  .refine(seconds => seconds <= MOST_WAIT_SECONDS, {
    error: `must be at most ${MOST_WAIT_SECONDS}s`,
  })
  .optional();

/** `POST /evaluations` */
export const askEvaluation = createRoute({
  method: 'post',
  path: '/evaluations',
  summary: 'Asks whether a version may go to an environment.',
  audience: 'asker',
  query: z.object({}),
  body: evaluationRequestSchema,
  status: 201,
  answer: evaluationSchema,
  async handle({ body, caller, readers, respondWith, ...call }) {
    const { dryRun, requestedBy, ...question } = body;
    const entityRef = stringifyEntityRef(parseEntityRef(body.entityRef));
    await caller.requireEntities([entityRef]);
    await caller.requirePermission(
      qualityGatesEvaluationCreatePermission,
      entityRef,
    );
    await caller.requirePlace(entityRef, body.environment);
    const { evaluation, created } = await readers.evaluations.ask({
      question: {
        ...question,
        entityRef,
        traceparent: readTraceparent(call.traceparent),
        requestedBy: {
          user:
            caller.type === 'user' ? caller.name : requestedBy?.user ?? null,
          login: requestedBy?.login ?? null,
          token: caller.type === 'user' ? null : caller.name,
        },
      },
      dryRun,
      who: caller.name,
      key: readKey(call.idempotencyKey),
    });
    if (!created) respondWith(200);
    return evaluation;
  },
});

/** `GET /evaluations/{id}` */
export const evaluation = createRoute({
  method: 'get',
  path: '/evaluations/:id',
  summary:
    'An evaluation; with `wait`, the newest of its successors, once it is decided or the time is over.',
  audience: 'asker',
  query: z.object({ wait: waitParameter }),
  answer: evaluationSchema,
  async handle(call) {
    await requireEvaluation(call);
    const { id } = call.params;
    const found = await call.readers.evaluations.read(id, {
      waitMs: (call.query.wait ?? 0) * 1000,
      signal: call.signal,
    });
    if (!found) throw noEvaluation(id);
    return found;
  },
});

/** `GET …/evaluations` */
export const evaluations = createRoute({
  method: 'get',
  path: '/entities/:kind/:namespace/:name/evaluations',
  summary: 'Evaluations of an entity, newest first; what-ifs left out.',
  audience: 'entity',
  query: z.object({
    environment: environmentParameter,
    version: z.string().min(1).max(128).optional(),
    phase: z.enum(GATE_PHASES).optional(),
    ...pageParameters,
  }),
  answer: pageSchema(evaluationSchema),
  handle: ({ readers, entityRefs: [entityRef], query }) => {
    const { environment, ...rest } = query;
    return readers.evaluations.list({
      ...rest,
      entityRef,
      environments: environment,
    });
  },
});

/** The entity of the evaluation in the path; NotFoundError when it does not exist for the caller. */
export async function requireEvaluation({
  params: { id },
  caller,
  readers,
}: Pick<Call<unknown>, 'params' | 'caller' | 'readers'>): Promise<string> {
  const entityRef = await readers.evaluations.entityOf(id);
  const visible = entityRef && (await caller.visibleRefs([entityRef]));
  if (!entityRef || !visible || !visible.has(entityRef)) throw noEvaluation(id);
  return entityRef;
}

function noEvaluation(id: string) {
  return new NotFoundError(`There is no evaluation ${id}`);
}

/** One that is wrong is nobody's mistake to be told of: tracing is beside the question. */
function readTraceparent(header: string | undefined): string | undefined {
  return header && /^[0-9a-f-]{55}$/.test(header) ? header : undefined;
}

function readKey(key: string | undefined): string | undefined {
  if (key === undefined || /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new InputError(
    'Idempotency-Key must be 1-255 visible characters of ASCII',
  );
}

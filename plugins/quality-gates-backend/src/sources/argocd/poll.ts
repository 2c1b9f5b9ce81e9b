import { InputError } from '@backstage/errors';
import {
  checkPayload,
  createPolledDelivery,
  type Poller,
  type PollIngress,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

const text = z.string().nullish();
const texts = z.array(z.string()).nullish();
const textByKey = z.record(z.string(), z.string()).nullish();

/** What is read of an Application, unchanged; all else is dropped, so that the same state is the same delivery. */
const application = z.object({
  metadata: z.object({
    name: z.string().min(1),
    namespace: text,
    labels: textByKey,
    annotations: textByKey,
  }),
  spec: z
    .object({ destination: z.object({ namespace: text }).nullish() })
    .nullish(),
  status: z
    .object({
      operationState: z
        .object({
          phase: z.string(),
          startedAt: z.string(),
          finishedAt: text,
          operation: z
            .object({
              initiatedBy: z
                .object({ username: text, automated: z.boolean().nullish() })
                .nullish(),
            })
            .nullish(),
          syncResult: z
            .object({
              resources: z
                .array(z.object({ hookType: text, images: texts }))
                .nullish(),
            })
            .nullish(),
        })
        .nullish(),
      health: z.object({ status: text, lastTransitionTime: text }).nullish(),
      reconciledAt: text,
      summary: z.object({ images: texts }).nullish(),
    })
    .nullish(),
});
type Application = z.output<typeof application>;

const answer = z.object({
  items: z
    .array(application)
    .max(20_000)
    .nullish()
    .transform(items => items ?? []),
});

/** An Application is large, most of it is the tree of its resources: only these are asked for. */
const FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.labels',
  'metadata.annotations',
  'spec.destination',
  'status.operationState',
  'status.health',
  'status.reconciledAt',
  'status.summary',
]
  .map(field => `items.${field}`)
  .join(',');

/** Argo CD's applications, as its notifications would tell of them; see README.md, section Pull. */
export const argocdPoll: PollIngress = {
  type: 'poll',
  createPoller({ config }): Poller {
    const url = config.getOptionalString('url')?.replace(/\/+$/, '');
    if (!url || !/^https?:\/\//.test(url) || !URL.canParse(url)) {
      throw new InputError(
        'Wrong configuration: qualityGates.sources: url: must be the address of Argo CD for it to be polled',
      );
    }
    const token = config.getOptionalString('token');
    const headers = {
      ...config.getOptional<Record<string, string>>('headers'),
      ...(token && { Authorization: `Bearer ${token}` }),
    };
    return {
      async *poll({ get }) {
        const path = `/api/v1/applications?fields=${FIELDS}`;
        const { status, body } = await get(`${url}${path}`, headers);
        if (status === 404) {
          throw new InputError(`${url} has no /api/v1/applications`);
        }
        const { items } = checkPayload(answer, body, {
          system: 'Argo CD',
          kind: 'applications',
        });
        const deployed = items.filter(app => app.status?.operationState);
        yield {
          deliveries: deployed.map(app =>
            createPolledDelivery('application', {
              app: withoutClock(app),
              context: { argocdUrl: url },
            }),
          ),
          state: null,
        };
      },
    };
  },
};

/**
 * `reconciledAt` moves every few minutes without anything having happened. It is kept only where it stands in for the
 * time of an unwell state that Argo CD, before 3.0, does not give.
 */
function withoutClock(app: Application): Application {
  const { status } = app;
  const health = status?.health;
  if (
    !status ||
    (health?.status === 'Degraded' && !health.lastTransitionTime)
  ) {
    return app;
  }
  return { ...app, status: { ...status, reconciledAt: undefined } };
}

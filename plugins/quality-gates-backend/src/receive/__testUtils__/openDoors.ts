import { createHash, createHmac } from 'node:crypto';
import type {
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Source } from '@quality-gates/backstage-plugin-quality-gates-node';
import express from 'express';
import { maxBodyBytes, readQualityGatesConfig } from '../../config';
import type {
  AcceptedDelivery,
  DeliveryRow,
  Ingest,
  LogExcerpt,
  NewDelivery,
} from '../../ingest';
import {
  spansOf,
  type TestRequest,
} from '../../store/__testUtils__/testTraces';
import { createTraceReader } from '../../traces';
import { createReceiveRouter } from '../createReceiveRouter';

/** Doors of a test, and what came through them. */
export interface OpenDoors {
  readonly app: express.Express;
  readonly deliveries: NewDelivery[];
  readonly traces: TestRequest[];
  /** All traces are unknown here. */
  readonly logs: LogExcerpt[];
  /** `accepted traces` or `rejected ingest invalid` → how many. */
  readonly counted: Map<string, number>;
  readonly clock: { now: number };
  readonly rows: Map<string, DeliveryRow>;
  readonly logger: ReturnType<typeof mockServices.logger.mock>;
  /** Replace its methods to make storing fail. */
  readonly ingest: Ingest;
}

/** The token of sender `ci` unless a test configures its own. */
export const TOKEN = 'a-token-for-tests';
/** Secret of the webhook instance `hooks`. */
export const SECRET = 'a-secret-for-tests';

const fakeSource: Source = {
  id: 'fake',
  normalise: () => [],
  ingress: [
    {
      type: 'webhook',
      headers: ['x-event', 'x-delivery'],
      async verify({ headers, body, receivedAt }, config) {
        const secrets = config.getOptionalStringArray('webhook.secrets') ?? [];
        if (secrets.length === 0) {
          throw new InputError(
            'Set qualityGates.sources.hooks.webhook.secrets',
          );
        }
        const signedAt = headers['x-signed-at'];
        if (signedAt && Number(signedAt) !== receivedAt) return false;
        return secrets.some(
          secret =>
            createHmac('sha256', secret).update(body).digest('hex') ===
            headers['x-signature'],
        );
      },
      kind: ({ headers }) => headers['x-event'],
      externalId: ({ headers }) => headers['x-delivery'],
    },
  ],
};

const pollingSource: Source = {
  id: 'polled',
  normalise: () => [],
  ingress: [{ type: 'plain', door: 'runs' }],
};

/** A bare express app with the doors in front of an ingest that only records, and Backstage's error middleware. */
export function openDoors(
  settings: {
    qualityGates?: JsonObject;
    isAdmin?: boolean;
    /** Of requests that carry none. */
    credentials?: BackstageCredentials;
    httpAuth?: HttpAuthService;
    /** Beside `fake` and `polled`. */
    sources?: readonly Source[];
  } = {},
): OpenDoors {
  const rootConfig = new ConfigReader({
    qualityGates: {
      ingest: { tokens: [{ name: 'ci', token: TOKEN }], maxBodyMiB: 1 },
      sources: { hooks: { type: 'fake', webhook: { secrets: [SECRET] } } },
      ...settings.qualityGates,
    },
  });
  const counted = new Map<string, number>();
  const count = (key: string, n: number) =>
    counted.set(key, (counted.get(key) ?? 0) + n);
  const recorder = recordIngest();
  const doors = {
    ...recorder,
    counted,
    clock: { now: Date.parse('2026-01-05T08:00:00Z') },
    rows: new Map<string, DeliveryRow>(),
    logger: mockServices.logger.mock(),
  };
  const app = express();
  const config = readQualityGatesConfig(rootConfig);
  app.use(
    createReceiveRouter({
      config,
      readTraces: createTraceReader({
        threads: 0,
        maxBytes: maxBodyBytes(config),
        rules: config.rules,
        logger: doors.logger,
      }).read,
      rootConfig,
      sources: [...(settings.sources ?? []), fakeSource, pollingSource],
      ingest: recorder.ingest,
      readDelivery: async id => doors.rows.get(id),
      httpAuth:
        settings.httpAuth ??
        mockServices.httpAuth({
          pluginId: 'quality-gates',
          defaultCredentials: settings.credentials ?? mockCredentials.none(),
        }),
      permissions: mockServices.permissions.mock({
        authorize: async () => [
          {
            result: settings.isAdmin
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
          },
        ],
      }),
      logger: doors.logger,
      now: () => doors.clock.now,
      counters: {
        accepted: (kind, n) => count(`accepted ${kind}`, n),
        rejected: (kind, reason, n) => count(`rejected ${kind} ${reason}`, n),
      },
    }),
  );
  app.use(
    MiddlewareFactory.create({
      config: rootConfig,
      logger: doors.logger,
    }).error(),
  );
  return { ...doors, app };
}

/** Headers of a signed webhook. */
export function signed(body: string, secret = SECRET): Record<string, string> {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return { 'Content-Type': 'application/json', 'X-Signature': signature };
}

function recordIngest() {
  const deliveries: NewDelivery[] = [];
  const traces: TestRequest[] = [];
  const logs: LogExcerpt[] = [];
  const known = new Map<string, string>();
  const ingest: Ingest = {
    async accept(delivery): Promise<AcceptedDelivery> {
      const key = `${delivery.source} ${delivery.externalId}`;
      const body = Buffer.from(delivery.body).toString('hex');
      const before = known.get(key);
      if (before === undefined) {
        known.set(key, body);
        deliveries.push(delivery);
      }
      return {
        deliveryId: createHash('sha256').update(key).digest('hex').slice(0, 22),
        duplicate: before !== undefined,
        sameBody: before === undefined || before === body,
      };
    },
    async acceptTraces(segments) {
      traces.push({ sender: segments[0].sender, spans: spansOf(segments) });
    },
    assertRoomForTraces() {},
    async acceptLogs(excerpts) {
      logs.push(...excerpts);
      return new Set(excerpts.map(({ traceId }) => traceId));
    },
  };
  return { deliveries, traces, logs, ingest };
}

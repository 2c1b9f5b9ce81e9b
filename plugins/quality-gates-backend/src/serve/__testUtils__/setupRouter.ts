import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Run } from '@quality-gates/backstage-plugin-quality-gates-common';
import express from 'express';
import request from 'supertest';
import { createRouter, type RouterOptions } from '../createRouter';
import type { Readers } from '../readers';

/** Header of a user who may see every entity but `secret`. */
export const ALICE = mockCredentials.user.header('user:default/alice');
/** Header of a service token. */
export const SERVICE = mockCredentials.service.header();
/** The entity that most tests ask for. */
export const CHECKOUT = '/entities/component/default/checkout';
/** Entities of the catalog; alice may not see `secret`. */
const NAMES = ['checkout', 'cart', 'secret'];

/** What a router needs beside Backstage, where no token of ours is known. */
export const askers: Pick<
  RouterOptions,
  | 'auditor'
  | 'proveAsker'
  | 'userInfo'
  | 'canonicalEnvironment'
  | 'isInRepository'
> = {
  proveAsker: (_req, otherwise) => otherwise(),
  userInfo: mockServices.userInfo(),
  auditor: mockServices.auditor.mock(),
  canonicalEnvironment: sent => sent,
  isInRepository: async () => false,
};

/** A run of three entities, one of them `secret`. */
export const run: Run = {
  id: 'cnVu',
  pipeline: 'ci',
  branch: 'main',
  commit: null,
  pullRequest: null,
  attempt: 1,
  result: 'success',
  phase: 'terminal',
  queuedAt: null,
  startedAt: null,
  finishedAt: null,
  durationSeconds: null,
  queueSeconds: null,
  url: null,
  entityRefs: [
    'component:default/cart',
    'component:default/checkout',
    'component:default/secret',
  ],
  attribution: null,
  failures: [],
  lostToPlatformSeconds: null,
  firstFailureSeconds: null,
  traceIds: [],
};

function entity(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
  };
}

/** The router on a bare Express, with a catalog that hides `secret` from users, and readers that note their calls. */
export function setupRouter(
  options: {
    /** Permissions that users are denied. */
    denied?: string[];
    /** Permissions that service tokens are limited to. */
    limitedTo?: string[];
    readers?: { [K in keyof Readers]?: Partial<Readers[K]> };
  } = {},
) {
  const catalog = catalogServiceMock.mock({
    async getEntitiesByRefs({ entityRefs }, requested) {
      const { principal } = (
        requested as unknown as {
          credentials: { principal: { type: string; subject?: string } };
        }
      ).credentials;
      if (principal.type === 'service') {
        // A real catalog refuses a token that is limited to this plugin.
        expect(principal.subject).toBe('plugin:quality-gates');
      }
      return {
        items: entityRefs.map(ref => {
          const name = NAMES.find(one => ref === `component:default/${one}`);
          const hidden = name === 'secret' && principal.type === 'user';
          return name && !hidden ? entity(name) : undefined;
        }),
      };
    },
  });
  const permissions = mockServices.permissions.mock({
    async authorize(requests, requested) {
      const { credentials } = requested as {
        credentials: { principal: { type: string } };
      };
      const isUser = credentials.principal.type === 'user';
      return requests.map(({ permission: { name } }) => {
        const denied = isUser
          ? options.denied?.includes(name)
          : options.limitedTo && !options.limitedTo.includes(name);
        return {
          result: denied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
        };
      });
    },
  });
  const empty = async () => ({ items: [], nextCursor: null });
  const readers = {
    dora: { readDora: jest.fn(async () => ({ entityRef: null })) },
    history: { listDeployments: jest.fn(empty), listIncidents: jest.fn(empty) },
    runs: {
      listRuns: jest.fn(async () => ({ items: [run], nextCursor: 'next' })),
      readRun: jest.fn(async () => ({ ...run, tasks: [] })),
      readTrace: jest.fn(async () => ({ spans: [], truncated: false })),
    },
    pipelines: { readPipelines: jest.fn(async () => ({ items: [] })) },
    gates: { listGates: jest.fn(empty), listOutcomes: jest.fn(empty) },
    evaluations: {
      ask: jest.fn(),
      entityOf: jest.fn(async () => undefined),
      read: jest.fn(async () => undefined),
      list: jest.fn(empty),
      placeOf: jest.fn(),
      canIDeploy: jest.fn(),
      change: jest.fn(),
    },
    versions: {
      listEnvironments: jest.fn(async () => []),
      readDeployable: jest.fn(async () => ({})),
    },
    policies: {
      readEffective: jest.fn(async () => ({})),
      list: jest.fn(() => []),
      lint: jest.fn(() => ({ valid: true, findings: [] })),
      schema: jest.fn(() => ({})),
    },
    unmapped: { listUnmapped: jest.fn(empty) },
    deliveries: {
      listDeliveries: jest.fn(async () => ({ rows: [], nextCursor: null })),
      replayDelivery: jest.fn(async () => true),
      replayDeliveries: jest.fn(async () => 3),
    },
    outbox: {
      listNotices: jest.fn(async () => ({ rows: [], nextCursor: null })),
      retryNotice: jest.fn(async () => true),
    },
    facts: {
      readFirstFacts: jest.fn(async () => ({})),
      listEnvironments: jest.fn(async () => []),
    },
    catalog: { refresh: jest.fn(async () => true) },
    settings: { timezone: 'UTC', benchmarkYear: 2023 },
  };
  for (const [name, overrides] of Object.entries(options.readers ?? {})) {
    Object.assign(readers[name as keyof Readers], overrides);
  }
  const app = express();
  app.use(
    createRouter({
      auth: mockServices.auth({ pluginId: 'quality-gates' }),
      httpAuth: mockServices.httpAuth({
        pluginId: 'quality-gates',
        defaultCredentials: mockCredentials.none(),
      }),
      permissions,
      catalog,
      ...askers,
      readers: readers as unknown as Readers,
    }),
  );
  app.use(mockErrorHandler());
  const as = (authorization: string) => ({
    get: (path: string) =>
      request(app).get(path).set('Authorization', authorization),
    post: (path: string) =>
      request(app).post(path).set('Authorization', authorization),
  });
  return { app, readers, catalog, permissions, as };
}

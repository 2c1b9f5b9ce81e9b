import type { Request } from 'express';
import type { z } from 'zod';
import type { Caller } from './Caller';
import { createQueryReader } from './query';
import type { Readers } from './readers';

/**
 * Who may call a route: `reader` = whoever may use the plugin; `entity` = who may see the entity of the path;
 * `entities` = who may see every `entityRef` of the query; `admin` = the platform team; `asker` = who may use the plugin,
 * and tokens of `qualityGates.ingest.tokens` that allow it: what exists for them, the route asks of the caller.
 */
export type Audience = 'reader' | 'entity' | 'entities' | 'admin' | 'asker';

/** One call, after its caller was let in and its query was read. */
export interface Call<Q, B = unknown> {
  readonly query: Q;
  /** Checked by the route's `body`; undefined without one. */
  readonly body: B;
  readonly caller: Caller;
  /** Header `Idempotency-Key`. */
  readonly idempotencyKey?: string;
  /** Header `traceparent`: the span that calls. */
  readonly traceparent?: string;
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal;
  /** Answers with another status than the route's. */
  respondWith(status: number): void;
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Canonical, without repetition; the one of the path, those of the query, or none. */
  readonly entityRefs: readonly string[];
  readonly readers: Readers;
  /** Those of the refs that the caller may see. */
  visibleRefs(entityRefs: readonly string[]): Promise<ReadonlySet<string>>;
}

/** One resource: what it is called, what it takes, what it answers, and how. */
export interface RouteOptions<
  Q extends z.ZodObject,
  A,
  B extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post';
  /** Express path. */
  readonly path: string;
  /** One sentence for the OpenAPI document. */
  readonly summary: string;
  readonly audience: Audience;
  readonly query: Q;
  /** Event of the audit log that a call is, failed ones too. */
  readonly audit?: {
    readonly eventId: string;
    readonly severity: 'medium' | 'high' | 'critical';
  };
  /** JSON that is sent along; at most 100 kB. */
  readonly body?: B;
  /** Status of a good answer; default 200. */
  readonly status?: number;
  readonly answer: z.ZodType<A>;
  handle(call: Call<z.output<Q>, z.output<B>>): Promise<A>;
}

/** A route whose query has any shape; see {@link createRoute}. */
export interface Route
  extends Omit<RouteOptions<z.ZodObject, unknown>, 'handle'> {
  readQuery(req: Request): Record<string, unknown>;
  handle(call: Call<Record<string, unknown>>): Promise<unknown>;
}

/** Erases the shape of the query, so that routes of any shape make one list. `readQuery` is the one parse. */
export function createRoute<
  Q extends z.ZodObject,
  A,
  B extends z.ZodType = z.ZodType,
>(options: RouteOptions<Q, A, B>): Route {
  return {
    ...options,
    readQuery: createQueryReader(options.query),
    handle: call => options.handle(call as Call<z.output<Q>, z.output<B>>),
  };
}

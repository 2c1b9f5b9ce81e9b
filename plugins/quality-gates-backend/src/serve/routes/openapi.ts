import { z } from 'zod';
import { createOpenApiDocument } from '../openapi/createOpenApiDocument';
import { createRoute, type Route } from '../Route';

/** `GET /openapi.json`: the document of the doors, of the routes given and of this one. */
export function createOpenApiRoute(others: readonly Route[]): Route {
  let document: Record<string, unknown> | undefined;
  const route: Route = createRoute({
    method: 'get',
    path: '/openapi.json',
    summary: 'This document.',
    audience: 'reader',
    query: z.object({}),
    answer: z.record(z.string(), z.unknown()),
    async handle() {
      document ??= createOpenApiDocument([...others, route]);
      return document;
    },
  });
  return route;
}

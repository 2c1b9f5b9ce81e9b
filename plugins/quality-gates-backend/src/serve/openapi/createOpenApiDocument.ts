import { z } from 'zod';
import type { Audience, Route } from '../Route';
import { doorPaths, doorSchemas } from './doors';
import { errorResponses, jsonContent, jsonSchema, type Paths } from './parts';

const PARAMETER = /:(\w+)/g;

const NEEDS: Record<Audience, string> = {
  reader: 'Needs `quality-gates.read`.',
  entity:
    'Needs `quality-gates.read`, and `catalog.entity.read` of the entity.',
  entities:
    'Needs `quality-gates.read`, and `catalog.entity.read` of every entity.',
  admin: 'Needs `quality-gates.admin`.',
  asker:
    'Needs `quality-gates.read` and `catalog.entity.read` of the entity, or a token of `qualityGates.ingest.tokens` that allows `evaluate`.',
};

const TAGS: Partial<Record<Audience, string>> = {
  admin: 'platform team',
  asker: 'asking',
};

const errorSchema = z.object({
  error: z.object({ name: z.string(), message: z.string() }),
  request: z.object({ method: z.string(), url: z.string() }).optional(),
  response: z.object({ statusCode: z.number().int() }),
});

/** The OpenAPI 3.1 document of the doors and of these routes, generated from the schemas that check them. */
export function createOpenApiDocument(routes: readonly Route[]) {
  const paths: Paths = doorPaths();
  for (const route of routes) {
    const path = route.path.replace(PARAMETER, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Quality Gates for Backstage',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/quality-gates' }],
    paths: Object.fromEntries(
      Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    components: {
      schemas: {
        Error: jsonSchema(errorSchema, 'output'),
        ...doorSchemas(),
      },
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A token of `qualityGates.ingest.tokens`, or of a Backstage service',
        },
        backstage: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of a Backstage user or service',
        },
      },
    },
  };
}

function operation(route: Route) {
  const isAbout = route.audience === 'entity' || route.audience === 'entities';
  const hasPlace =
    isAbout || route.audience === 'asker' || route.path.includes(':');
  const statuses = [400, 401, 403, ...(hasPlace ? [404] : [])];
  if (route.audience === 'asker') statuses.push(409, 429, 503);
  return {
    operationId: operationId(route),
    summary: route.summary,
    description: NEEDS[route.audience],
    tags: [TAGS[route.audience] ?? 'reading'],
    security:
      route.audience === 'asker'
        ? [{ backstage: [] }, { token: [] }]
        : [{ backstage: [] }],
    parameters: [...pathParameters(route), ...queryParameters(route)],
    ...(route.body && {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: jsonSchema(route.body, 'input') },
        },
      },
    }),
    responses: {
      [route.status ?? 200]: jsonContent('The answer', route.answer),
      ...errorResponses(statuses),
    },
  };
}

/** `get_entities_kind_namespace_name_dora` */
function operationId({ method, path }: Route): string {
  return [method, ...path.split('/').filter(Boolean)]
    .join('_')
    .replace(/[^\w]/g, '');
}

function pathParameters({ path }: Route) {
  return [...path.matchAll(PARAMETER)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Route) {
  const { properties = {}, required = [] } = jsonSchema(query, 'input');
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

import {
  acceptedSchema,
  deliverySchema,
  ingestFileQuerySchema,
  ingestSchemas,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { errorResponses, jsonContent, jsonSchema, type Paths } from './parts';

const TOKEN = [{ token: [] }];

const OTLP_MEDIA = ['application/x-protobuf', 'application/json'];

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Makes a repeated request the same delivery',
  schema: { type: 'string' },
};

/** Formats without any module, and the content types of each. */
const FILE_FORMATS = [
  'affected',
  'cache',
  'dependency-track',
  'junit',
  'playwright',
  'sarif',
  'trivy',
];
const FILE_MEDIA = [
  'application/xml',
  'application/json',
  'application/x-ndjson',
  'text/plain',
];

/** The doors: what machines send to. They are not routes of this folder, but part of one document. */
export function doorPaths(): Paths {
  return {
    ...Object.fromEntries(
      ['traces', 'metrics', 'logs'].map(signal => [
        `/otlp/v1/${signal}`,
        { post: otlpDoor(signal) },
      ]),
    ),
    '/webhooks/{source}': { post: webhookDoor() },
    ...Object.fromEntries(
      Object.keys(ingestSchemas).map(door => [
        `/ingest/${door}`,
        { post: plainDoor(door) },
      ]),
    ),
    '/ingest/files/{format}': { post: fileDoor() },
    '/deliveries/{id}': { get: deliveryStatus() },
  };
}

/** One object of each plain door, for `components.schemas`. */
export function doorSchemas(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(ingestSchemas).map(([door, schema]) => [
      schemaName(door),
      jsonSchema(schema, 'input'),
    ]),
  );
}

function schemaName(door: string): string {
  return `Ingest_${door.replace('-', '_')}`;
}

function otlpDoor(signal: string) {
  return {
    operationId: `exportOtlp_${signal}`,
    summary: `OTLP/HTTP ${signal}, gzip or plain; 200 after the commit.`,
    tags: ['doors'],
    security: TOKEN,
    requestBody: {
      required: true,
      content: Object.fromEntries(OTLP_MEDIA.map(type => [type, {}])),
    },
    responses: {
      200: {
        description: 'Export response of the same encoding',
        content: Object.fromEntries(OTLP_MEDIA.map(type => [type, {}])),
      },
      default: { description: 'google.rpc.Status in the same encoding' },
    },
  };
}

function webhookDoor() {
  return {
    operationId: 'receiveWebhook',
    summary: "A system's own payload, proven by its signature.",
    tags: ['doors'],
    security: [],
    parameters: [
      {
        name: 'source',
        in: 'path',
        required: true,
        description: 'Key of `qualityGates.sources`',
        schema: { type: 'string' },
      },
    ],
    requestBody: { required: true, content: { 'application/json': {} } },
    responses: {
      202: jsonContent('Durable', acceptedSchema),
      ...errorResponses([400, 401, 404, 413, 415, 429, 503]),
    },
  };
}

function plainDoor(door: string) {
  const one = { $ref: `#/components/schemas/${schemaName(door)}` };
  return {
    operationId: `ingest_${door.replace('-', '_')}`,
    summary: `One or several ${door} as plain JSON.`,
    tags: ['doors'],
    security: TOKEN,
    parameters: [IDEMPOTENCY_KEY],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: { anyOf: [one, { type: 'array', items: one }] },
        },
      },
    },
    responses: {
      202: jsonContent('Durable', acceptedSchema),
      ...errorResponses([400, 401, 403, 409, 413, 415, 429, 503]),
    },
  };
}

function fileDoor() {
  const { properties = {}, required = [] } = jsonSchema(
    ingestFileQuerySchema,
    'input',
  ) as { properties?: Record<string, object>; required?: string[] };
  return {
    operationId: 'ingestFile',
    summary:
      'A file as its tool wrote it. The query says what it is about: `commit`, and `entityRef` or `repositoryUrl`.',
    tags: ['doors'],
    security: TOKEN,
    parameters: [
      {
        name: 'format',
        in: 'path',
        required: true,
        description: `${FILE_FORMATS.join(', ')}, or one that a module adds`,
        schema: { type: 'string' },
      },
      ...Object.entries(properties).map(([name, schema]) => ({
        name,
        in: 'query',
        required: required.includes(name),
        schema,
      })),
      IDEMPOTENCY_KEY,
    ],
    requestBody: {
      required: true,
      content: Object.fromEntries(FILE_MEDIA.map(type => [type, {}])),
    },
    responses: {
      202: jsonContent('Durable', acceptedSchema),
      ...errorResponses([400, 401, 403, 404, 409, 413, 415, 429, 503]),
    },
  };
}

function deliveryStatus() {
  return {
    operationId: 'readDelivery',
    summary:
      'What became of a delivery; for the token that sent it and for admins.',
    tags: ['doors'],
    security: TOKEN,
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
    ],
    responses: {
      200: jsonContent('The delivery', deliverySchema),
      ...errorResponses([401, 403, 404]),
    },
  };
}

import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { routes } from '../routes';
import { createOpenApiDocument } from './createOpenApiDocument';

const FILE = resolve(__dirname, '../../../openapi.json');

describe('openapi.json', () => {
  const document = createOpenApiDocument(routes);

  it('is the committed one (UPDATE_OPENAPI=1 writes it anew, then run prettier)', () => {
    const text = `${JSON.stringify(document, null, 2)}\n`;
    if (process.env.UPDATE_OPENAPI) writeFileSync(FILE, text);
    expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(JSON.parse(text));
  });

  it('describes every route and every door', () => {
    const described = Object.entries(document.paths).flatMap(
      ([path, operations]) =>
        Object.keys(operations).map(method => `${method} ${path}`),
    );
    expect(described).toEqual(
      expect.arrayContaining([
        ...routes.map(
          ({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
        ),
        'post /otlp/v1/traces',
        'post /otlp/v1/metrics',
        'post /otlp/v1/logs',
        'post /webhooks/{source}',
        'post /ingest/deployments',
        'post /ingest/incidents',
        'post /ingest/commits',
        'post /ingest/runs',
        'post /ingest/gate-outcomes',
        'post /ingest/check-results',
        'post /ingest/changes',
        'post /ingest/flags',
        'post /ingest/events',
        'post /ingest/files/{format}',
        'get /deliveries/{id}',
      ]),
    );
    expect(new Set(described).size).toBe(described.length);
  });

  it('gives each operation an id of its own and declares each part of its path', () => {
    const ids = new Set<string>();
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const operation of Object.values(operations)) {
        const { operationId, parameters = [] } = operation as {
          operationId: string;
          parameters?: { name: string; in: string }[];
        };
        expect(ids.has(operationId)).toBe(false);
        ids.add(operationId);
        const inPath = parameters
          .filter(parameter => parameter.in === 'path')
          .map(parameter => `{${parameter.name}}`);
        expect(path.match(/\{\w+\}/g) ?? []).toEqual(inPath);
      }
    }
  });

  it('says which parameters repeat and which are needed', () => {
    const { parameters } = document.paths['/dora'].get as {
      parameters: { name: string; required: boolean; schema: object }[];
    };
    expect(parameters).toContainEqual(
      expect.objectContaining({
        name: 'entityRef',
        required: true,
        schema: expect.objectContaining({ type: 'array', maxItems: 200 }),
      }),
    );
    expect(parameters).toContainEqual(
      expect.objectContaining({ name: 'from', required: false }),
    );
  });
});

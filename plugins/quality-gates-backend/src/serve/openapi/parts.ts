import { z } from 'zod';

/** `paths` of an OpenAPI document. */
export type Paths = Record<string, Record<string, unknown>>;

const ERRORS: Record<number, string> = {
  400: 'A wrong parameter or field, named with what is allowed',
  401: 'No credentials, or wrong ones',
  403: 'A permission is missing',
  404: 'Not there, or not to be seen by the caller',
  409: 'The same key with another body',
  413: 'Too large',
  415: 'Wrong media type or encoding',
  429: 'Too fast; see Retry-After',
  503: 'Not durable; send the same again after Retry-After',
};

/** The JSON Schema (2020-12, as OpenAPI 3.1 takes it) of what is sent or answered. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io,
    // The format says it; the expression is a screenful at every instant.
    override: ({ jsonSchema: one }) => {
      if (one.format === 'date-time') delete one.pattern;
    },
  });
  return rest;
}

/** A response of a JSON body. */
export function jsonContent(description: string, schema: z.ZodType) {
  return {
    description,
    content: { 'application/json': { schema: jsonSchema(schema, 'output') } },
  };
}

/** The responses of these statuses, all with Backstage's error body. */
export function errorResponses(statuses: readonly number[]) {
  return Object.fromEntries(
    statuses.map(status => [
      status,
      {
        description: ERRORS[status],
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Error' },
          },
        },
      },
    ]),
  );
}

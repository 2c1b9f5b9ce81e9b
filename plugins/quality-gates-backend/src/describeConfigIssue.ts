import { z } from 'zod';

/** Sentences about an issue, with the full names of the keys that are wrong and what is allowed there; no values. */
export function describeConfigIssue(
  schema: z.ZodType,
  issue: z.core.$ZodIssue,
): string[] {
  const place = ['qualityGates', ...issue.path].reduce<string>(
    (path, key) =>
      typeof key === 'number'
        ? `${path}[${key}]`
        : [path, String(key)].filter(Boolean).join('.'),
    '',
  );
  if (issue.code === 'unrecognized_keys') {
    const allowed = allowedKeys(schema, issue.path);
    const hint = allowed.length ? `, allowed are ${allowed.join(', ')}` : '';
    return issue.keys.map(key => `${place}.${key} is not a known key${hint}`);
  }
  const message =
    issue.code === 'invalid_key' ? issue.issues[0].message : issue.message;
  return [`${place}: ${message}`];
}

/** Keys of the object at a path of the schema; [] where the path leads elsewhere. */
function allowedKeys(
  schema: z.ZodType,
  path: readonly PropertyKey[],
): string[] {
  let at: unknown = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  });
  for (const key of path) {
    const node = at as
      | {
          items?: unknown;
          properties?: Record<string, unknown>;
          additionalProperties?: unknown;
        }
      | undefined;
    at =
      typeof key === 'number'
        ? node?.items
        : node?.properties?.[String(key)] ?? node?.additionalProperties;
  }
  const properties = (at as { properties?: object } | undefined)?.properties;
  return Object.keys(properties ?? {});
}

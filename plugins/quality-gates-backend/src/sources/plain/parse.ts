import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** Where in a request something is: keys and indices. */
export type Path = readonly PropertyKey[];

/** One object of a request and its place, for messages. */
export interface Item<T> {
  readonly value: T;
  readonly path: Path;
}

/** How many wrong fields one message names. */
const MAX_ISSUES = 10;

/**
 * The objects of a request body that is one object or an array of them. Throws InputError naming the path of each wrong
 * field and what is allowed there; field values are not repeated.
 */
export function parseItems<S extends z.ZodType>(
  schema: S,
  body: Uint8Array,
): Item<z.output<S>>[] {
  const json = parseJson(body);
  const many = Array.isArray(json);
  return (many ? json : [json]).map((one: unknown, index: number) => {
    const path = many ? [index] : [];
    const parsed = schema.safeParse(one);
    if (!parsed.success) {
      const lines = parsed.error.issues.flatMap(issue =>
        describeIssue(schema, issue, path),
      );
      throw new InputError(lines.slice(0, MAX_ISSUES).join('; '));
    }
    // After the schema, whose strict objects bound how deep this looks.
    const unstorable = findUnstorable(parsed.data, path);
    if (unstorable)
      throw wrongField(
        unstorable,
        'must contain neither U+0000 nor half a surrogate pair',
      );
    return { value: parsed.data, path };
  });
}

function describeIssue(
  schema: z.ZodType,
  issue: z.core.$ZodIssue,
  start: Path,
): string[] {
  const path = [...start, ...issue.path];
  if (issue.code !== 'unrecognized_keys') {
    return [describe(path, issue.message)];
  }
  const known =
    schema instanceof z.ZodObject && issue.path.length === 0
      ? `, allowed are ${Object.keys(schema.shape).join(', ')}`
      : '';
  return issue.keys.map(key =>
    describe([...path, key], `is not a known field${known}`),
  );
}

/** The error of one wrong field. */
export function wrongField(path: Path, message: string): InputError {
  return new InputError(describe(path, message));
}

function describe(path: Path, message: string): string {
  const place = path.reduce<string>(
    (text, key) =>
      typeof key === 'number'
        ? `${text}[${key}]`
        : [text, String(key)].filter(Boolean).join('.'),
    '',
  );
  return `${place || 'body'}: ${message}`;
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    // Without the cause: its message quotes the body.
    throw new InputError('body: must be JSON in UTF-8');
  }
}

/** PostgreSQL stores neither U+0000 nor a lone surrogate, so they are refused here, where their sender hears it. */
function findUnstorable(json: unknown, path: Path): Path | undefined {
  if (typeof json === 'string') {
    return /[\0\p{Surrogate}]/u.test(json) ? path : undefined;
  }
  if (typeof json !== 'object' || json === null) return undefined;
  const entries: [PropertyKey, unknown][] = Array.isArray(json)
    ? [...json.entries()]
    : Object.entries(json);
  for (const [key, value] of entries) {
    const place = [...path, key];
    const found = findUnstorable(key, path) ?? findUnstorable(value, place);
    if (found) return found;
  }
  return undefined;
}

import { InputError } from '@backstage/errors';
import {
  ingestSchemas,
  type IngestDoor,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { explainIssue } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';
import { parseJson } from '../otlp/parseJson';

/** Objects in one request. More belong into several requests, each with its own answer. */
const MAX_OBJECTS = 1000;
/** Findings a message lists; the rest is only counted. */
const MAX_FINDINGS = 10;

/** An object of a plain door, as far as the doors look into it. */
export interface CheckedObject {
  /** Where it stood: `[3].` in an array, '' alone. */
  readonly place: string;
  readonly entityRef: string | undefined;
}

/**
 * The objects in a body of `POST /ingest/{door}`, each checked against the door's schema. Throws InputError that names
 * the path of every wrong field and what is allowed there, never the value: it may be secret.
 *
 * @example validateBody('incidents', bytes) // throws InputError: [3].openedAt: must be an ISO 8601 instant …
 */
export function validateBody(
  door: IngestDoor,
  body: Uint8Array,
): CheckedObject[] {
  const parsed = parseJson(body);
  const inArray = Array.isArray(parsed);
  const objects: unknown[] = inArray ? parsed : [parsed];
  if (objects.length === 0 || objects.length > MAX_OBJECTS) {
    throw new InputError(
      `An array must hold 1 to ${MAX_OBJECTS} objects, this one holds ${objects.length}`,
    );
  }
  const findings: string[] = [];
  const checked = objects.map((object, index) => {
    const path = inArray ? [index] : [];
    findings.push(...findWrong(door, object, path));
    return {
      place: inArray ? `[${index}].` : '',
      entityRef: (object as { entityRef?: string } | null)?.entityRef,
    };
  });
  if (findings.length > 0) throw new InputError(describe(findings));
  return checked;
}

function findWrong(
  door: IngestDoor,
  object: unknown,
  path: readonly PropertyKey[],
): string[] {
  const result = ingestSchemas[door].safeParse(object);
  if (result.success) return findNul(object, path);
  return result.error.issues.flatMap(issue => {
    const at = [...path, ...issue.path];
    if (issue.code !== 'unrecognized_keys') {
      return [`${formatPath(at) || 'body'}: ${explainIssue(issue)}`];
    }
    const allowed = allowedKeys(door, issue.path).join(', ');
    return issue.keys.map(
      key =>
        `${formatPath([
          ...at,
          key,
        ])}: is not a known field; known are ${allowed}`,
    );
  });
}

/** Text with U+0000 cannot be stored by PostgreSQL: told here, where the sender still listens. */
function findNul(value: unknown, path: readonly PropertyKey[]): string[] {
  if (typeof value === 'string') {
    return value.includes('\0')
      ? [`${formatPath(path)}: must not contain U+0000`]
      : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    findNul(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text ? `${text}.${String(key)}` : String(key);
  }, '');
}

/** Keys of the object at a path of a door's schema. */
function allowedKeys(door: IngestDoor, path: readonly PropertyKey[]): string[] {
  type Node = { items?: unknown; properties?: Record<string, unknown> };
  let at: unknown = z.toJSONSchema(ingestSchemas[door], {
    io: 'input',
    unrepresentable: 'any',
  });
  for (const key of path) {
    const { items, properties } = (at ?? {}) as Node;
    at = typeof key === 'number' ? items : properties?.[String(key)];
  }
  return Object.keys(((at ?? {}) as Node).properties ?? {});
}

function describe(findings: readonly string[]): string {
  const listed = findings.slice(0, MAX_FINDINGS).join('; ');
  const more = findings.length - MAX_FINDINGS;
  return more > 0 ? `${listed}; and ${more} more` : listed;
}

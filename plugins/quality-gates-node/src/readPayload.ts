import { InputError } from '@backstage/errors';
import type { z } from 'zod';
import type { Delivery } from './Delivery';
import { explainIssue } from './explainIssue';
import type { Fact } from './Fact';

/** Whose bodies are read, for the messages about wrong ones. */
export interface PayloadSystem {
  readonly system: string;
  /** What to change on the other side when it sends no JSON. */
  readonly hint?: string;
}

/**
 * What a schema reads of a delivery's JSON body. Throws InputError (permanent) that names the system, the kind and the
 * path of the first wrong field, or says that the body is no JSON and, with `hint`, what to change on the other side.
 * The body is never quoted: it may be secret.
 *
 * @example readPayload(pushPayload, delivery, { system: 'GitHub' })
 * // InputError: GitHub push: repository.html_url: is required
 */
export function readPayload<S extends z.ZodType>(
  schema: S,
  { kind, body }: Pick<Delivery, 'kind' | 'body'>,
  { system, hint }: PayloadSystem,
): z.output<S> {
  const json = parseJson(body);
  if (json === undefined) {
    const advice = hint ? `: ${hint}` : '';
    throw new InputError(`${system} ${kind}: the body is no JSON${advice}`);
  }
  return checkPayload(schema, json, { system, kind });
}

/**
 * Makes the `normalise` of one kind of delivery from its schema and from what turns the payload into facts; it throws
 * as {@link readPayload} does.
 *
 * @example
 * ```ts
 * const read = createPayloadReader({ system: 'GitLab' });
 * const events = new Map([['Push Hook', read(pushPayload, pushFacts)]]);
 * ```
 */
export function createPayloadReader(about: PayloadSystem) {
  return <S extends z.ZodType>(
      schema: S,
      facts: (payload: z.output<S>) => Fact[],
    ) =>
    (delivery: Delivery): Fact[] =>
      facts(readPayload(schema, delivery, about));
}

/** As {@link readPayload}, of JSON that was parsed before: the data of an event within a body. */
export function checkPayload<S extends z.ZodType>(
  schema: S,
  json: unknown,
  { system, kind }: { readonly system: string; readonly kind: string },
): z.output<S> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue.path.join('.') || 'body';
  throw new InputError(`${system} ${kind}: ${place}: ${explainIssue(issue)}`);
}

/** A JSON body; undefined when it is none. */
export function parseJson(body: Uint8Array): unknown {
  try {
    // The decoder leaves out a byte order mark, which some tools on Windows write.
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

import type { z } from 'zod';
import type { GateSource } from '../GateKind';
import { checkPayload } from '../readPayload';

/**
 * What a schema reads of the JSON that a source answers to GET. Throws as {@link GateSource.fetchJson} does, and
 * InputError that names the source, `kind` and the path of the first wrong field.
 *
 * @example await fetchPayload(alertsAnswer, source, { path: '/api/v2/alerts', kind: 'alerts', signal })
 */
export async function fetchPayload<S extends z.ZodType>(
  schema: S,
  source: GateSource,
  {
    path,
    kind,
    signal,
  }: {
    readonly path: string;
    /** What is asked for, for messages. */
    readonly kind: string;
    readonly signal: AbortSignal;
  },
): Promise<z.output<S>> {
  const { body } = await source.fetchJson(path, { signal });
  return checkPayload(schema, body, { system: `Source "${source.id}"`, kind });
}

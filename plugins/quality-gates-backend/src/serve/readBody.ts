import { InputError } from '@backstage/errors';
import type { z } from 'zod';

/** Findings a message lists. */
const MAX_FINDINGS = 10;

/** A body as its schema has it. Throws InputError naming every wrong field, never its value. */
export function readBody(schema: z.ZodType, body: unknown): unknown {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues
    .slice(0, MAX_FINDINGS)
    .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new InputError(`Wrong body: ${lines.join('; ')}`);
}

import { InputError } from '@backstage/errors';
import {
  entityRefSchema,
  instantSchema,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Request } from 'express';
import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';

/** An instant, read to milliseconds since the epoch. */
export const instantParameter = instantSchema.transform(text =>
  DateTime.fromISO(text).toMillis(),
);

/** Environments by name or alias; may be repeated. */
export const environmentParameter = z
  .array(z.string().min(1).max(512))
  .max(50, 'may be given at most 50 times')
  .default([]);

/** An IANA time zone. */
export const timezoneParameter = z
  .string()
  .refine(zone => IANAZone.isValidZone(zone), {
    error: 'must be an IANA time zone such as Europe/Berlin',
  });

/** Up to 200 entities. */
export const entityRefsParameter = z
  .array(entityRefSchema)
  .min(1, 'must be given at least once')
  .max(200, 'may be given at most 200 times');

/** `limit` and `cursor` of every list. */
export const pageParameters = {
  limit: z.coerce
    .number('must be a whole number from 1 to 200')
    .int('must be a whole number from 1 to 200')
    .min(1, 'must be a whole number from 1 to 200')
    .max(200, 'must be a whole number from 1 to 200')
    .default(50),
  cursor: z
    .string()
    .regex(/^[\w.~+/=-]{1,2048}$/, 'is not one that this list gave')
    .optional(),
};

/** `from` and `to` of a half-open window. */
export const windowParameters = {
  from: instantParameter.optional(),
  to: instantParameter.optional(),
};

/**
 * Reads the query of a request: parameters of array type may repeat, others may not, unknown ones are not looked at.
 * The URL is read as it was sent, because Express's own parser turns long lists into objects. Throws InputError that
 * names each wrong parameter and what is allowed.
 */
export function createQueryReader<T extends z.ZodObject>(
  schema: T,
): (req: Request) => z.output<T> {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
  const names = Object.keys(properties);
  const lists = new Set(
    names.filter(name => {
      const property = properties[name];
      return typeof property === 'object' && property.type === 'array';
    }),
  );
  return req => {
    const { searchParams } = new URL(req.originalUrl, 'http://localhost');
    const raw: Record<string, string | string[]> = {};
    for (const name of names) {
      const values = searchParams.getAll(name);
      if (values.length > 1 && !lists.has(name)) {
        throw new InputError(`Wrong query: ${name}: may be given only once`);
      }
      if (values.length > 0) raw[name] = lists.has(name) ? values : values[0];
    }
    const parsed = schema.safeParse(raw);
    if (parsed.success) return parsed.data;
    const lines = parsed.error.issues.map(
      issue => `${issue.path.join('.')}: ${issue.message}`,
    );
    throw new InputError(`Wrong query: ${lines.join('; ')}`);
  };
}

import {
  instantSchema,
  linkSchema,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { z } from 'zod';

const millis = instantSchema.transform(text => Date.parse(text));
const text = z.string().nullish();

/**
 * Fields as most systems write them in JSON, where absent and null mean the same.
 *
 * @example
 * ```ts
 * const { maybeText, millis } = payloadFields;
 * const payload = z.object({ title: maybeText, created_at: millis });
 * ```
 */
export const payloadFields = {
  /** An instant with a zone, as milliseconds. */
  millis,
  maybeMillis: millis.nullish().transform(at => at ?? undefined),
  /** Text; empty is none, too. */
  maybeText: text.transform(value => value || undefined),
  /** A web address. Anything but http and https is dropped: pages make links of these. */
  maybeLink: text.transform(value => linkSchema.safeParse(value).data),
  /** Texts by their keys, such as labels; none is an empty map. */
  textByKey: z
    .record(z.string(), z.string())
    .nullish()
    .transform(map => new Map(Object.entries(map ?? {}))),
  /** A list; none is an empty one. */
  listOf<T extends z.ZodType>(item: T) {
    return z
      .array(item)
      .nullish()
      .transform(list => list ?? []);
  },
};

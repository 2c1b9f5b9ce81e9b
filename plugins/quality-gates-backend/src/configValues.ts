/** What the values in `qualityGates` of app-config may look like. */
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import { z } from 'zod';

/** 1 to 128 characters. */
export const name = z.string().min(1).max(128);

/** What keys of deliveries and facts are made of: without a slash no two of them can make the same key. */
export const sourceId = name.regex(
  /^[\w.-]+$/,
  'must consist of letters, digits, ".", "_" and "-"',
);
/** A name that facts are reported under. */
export const tokenName = name.regex(
  /^(?!service:)[^/]+$/,
  'must have no "/" and not start with "service:", which names Backstage services',
);

/** A HumanDuration, as milliseconds. */
export const duration = z
  .strictObject({
    years: z.number().optional(),
    months: z.number().optional(),
    weeks: z.number().optional(),
    days: z.number().optional(),
    hours: z.number().optional(),
    minutes: z.number().optional(),
    seconds: z.number().optional(),
    milliseconds: z.number().optional(),
  })
  .transform(value => durationToMilliseconds(value as HumanDuration))
  .pipe(z.number().positive('must be a positive duration'));

/** A share, 0 to 1. */
export const ratio = z.number().min(0).max(1);

/** The source of a regular expression. */
export const regularExpression = z
  .string()
  .max(1000)
  .refine(isRegularExpression, {
    error: 'must be a regular expression',
  });

function isRegularExpression(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}

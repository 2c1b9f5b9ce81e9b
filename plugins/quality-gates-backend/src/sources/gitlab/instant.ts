import { instantSchema } from '@quality-gates/backstage-plugin-quality-gates-common';
import { z } from 'zod';

const SHAPE =
  /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?) ?(?:(UTC|Z)|([+-]\d\d):?(\d\d))$/;

/**
 * An instant in any form GitLab writes one, as milliseconds: `2025-04-01 18:31:49 UTC` in events, RFC 3339 in those of
 * the test button, `2025-04-01 20:31:49 +0200` where something was deployed.
 *
 * @example gitlabInstant.parse('2025-03-10 12:00:00 UTC') // 1741608000000
 */
export const gitlabInstant = z
  .string()
  .transform(toIso)
  .pipe(instantSchema)
  .transform(text => Date.parse(text));

function toIso(text: string): string {
  const [, date, time, utc, hours, minutes] = SHAPE.exec(text) ?? [];
  return date ? `${date}T${time}${utc ? 'Z' : `${hours}:${minutes}`}` : text;
}

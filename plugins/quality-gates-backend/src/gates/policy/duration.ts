import { InputError } from '@backstage/errors';

/** What a duration of a policy looks like: `30s`, `10m`, `72h`, `14d`. */
export const DURATION = /^[1-9][0-9]{0,6}(ms|s|m|h|d)$/;

const UNITS_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Milliseconds of a duration of a policy: `90s` is 90000. Throws InputError when it is none. */
export function durationMs(text: string): number {
  if (!DURATION.test(text)) {
    throw new InputError(`"${text}" is no duration such as 30s, 10m or 72h`);
  }
  const [, count, unit] = /^(\d+)(\D+)$/.exec(text)!;
  return Number(count) * UNITS_MS[unit];
}

import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** What a duration in a policy looks like: `30s`, `10m`, `72h`, `14d`. */
export const GATE_DURATION = /^[1-9][0-9]{0,6}(ms|s|m|h|d)$/;

const UNITS_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Milliseconds of a duration in a policy. Throws InputError when the text is none.
 *
 * @example gateDurationMs('90s') // 90000
 */
export function gateDurationMs(text: string): number {
  if (!GATE_DURATION.test(text)) {
    throw new InputError(`"${text}" is no duration such as 30s, 10m or 72h`);
  }
  const [, count, unit] = /^(\d+)(\D+)$/.exec(text)!;
  return Number(count) * UNITS_MS[unit];
}

/** A duration in a policy that stays text, to be shown as it was written. */
export function gateDurationText() {
  return z
    .string()
    .regex(GATE_DURATION, 'must be a duration such as 30s, 10m or 72h');
}

/**
 * A duration among the parameters of a gate: text in the policy, milliseconds for the probe.
 *
 * @example gateDuration().parse('90s') // 90000
 */
export function gateDuration() {
  return gateDurationText().transform(gateDurationMs);
}

/**
 * A span of time in words, in the largest unit that it fills, rounded down.
 *
 * @example describeDuration(5_400_000) // '90 min'
 */
export function describeDuration(durationMs: number): string {
  if (durationMs >= 2 * UNITS_MS.d)
    return `${Math.floor(durationMs / UNITS_MS.d)} days`;
  if (durationMs >= 2 * UNITS_MS.h)
    return `${Math.floor(durationMs / UNITS_MS.h)} h`;
  if (durationMs >= UNITS_MS.m)
    return `${Math.floor(durationMs / UNITS_MS.m)} min`;
  return `${Math.floor(durationMs / UNITS_MS.s)} s`;
}

/**
 * A span of time that is demanded: as {@link describeDuration}, and never rounded to less than it is.
 *
 * @example describeDemand(12_600_000) // '210 min'
 */
export function describeDemand(durationMs: number): string {
  const { s, m, h, d } = UNITS_MS;
  const isWhole = (unitMs: number) => durationMs % unitMs === 0;
  if (isWhole(d) || (isWhole(h) && durationMs < 2 * d)) {
    return describeDuration(durationMs);
  }
  if (isWhole(h)) return `${durationMs / h} h`;
  if (isWhole(m)) return `${durationMs / m} min`;
  return `${durationMs / s} s`;
}

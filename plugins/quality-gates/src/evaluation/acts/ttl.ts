import type { Translate } from '../../translation';

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

function secondsOf(ttl: string): number | null {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(ttl) ?? [];
  return unit ? Number(amount) * SECONDS[unit as keyof typeof SECONDS] : null;
}

/** The choices that a policy allows; all of them when it names no longest time. */
export function listAllowed(
  choices: readonly string[],
  maxTtl: string | null | undefined,
): readonly string[] {
  const most = maxTtl ? secondsOf(maxTtl) : null;
  if (most === null) return choices;
  const allowed = choices.filter(ttl => (secondsOf(ttl) ?? Infinity) <= most);
  return allowed.length > 0 ? allowed : [maxTtl!];
}

/**
 * A duration of a policy in words; one of another form stands as it is.
 *
 * @example describeTtl('72h', t) // '72 hours'
 */
export function describeTtl(ttl: string, t: Translate): string {
  const [, amount, unit] = /^(\d+)([mhd])$/.exec(ttl) ?? [];
  if (!unit) return ttl;
  const count = Number(amount);
  if (unit === 'm') return t('act.minutes', { count });
  return t(unit === 'h' ? 'act.hours' : 'act.days', { count });
}

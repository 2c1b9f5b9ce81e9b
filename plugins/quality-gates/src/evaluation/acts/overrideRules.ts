/** What a policy asks of somebody who overrides a gate; null where it says nothing. */
export interface OverrideRules {
  readonly maxTtl: string | null;
  /** Characters. */
  readonly reasonLength: number | null;
  readonly ticketNeeded: boolean;
  readonly secondPerson: boolean;
  /** Names of the channels that are told. */
  readonly told: readonly string[];
}

function section(value: unknown, key: string): Record<string, unknown> {
  const found =
    typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)[key]
      : undefined;
  return typeof found === 'object' && found !== null
    ? (found as Record<string, unknown>)
    : {};
}

/** Reads `overrides.waiver` or `overrides.breakGlass` of an effective policy. */
export function readOverrideRules(
  spec: Record<string, unknown> | null,
  of: 'waiver' | 'breakGlass',
): OverrideRules {
  const rules = section(section(spec, 'overrides'), of);
  const { maxTtl, requireReason, requireTicket, fourEyes, notify } = rules;
  return {
    maxTtl: typeof maxTtl === 'string' ? maxTtl : null,
    reasonLength: typeof requireReason === 'number' ? requireReason : null,
    ticketNeeded: requireTicket === true,
    secondPerson: fourEyes === true,
    told: Array.isArray(notify) ? notify.map(String) : [],
  };
}

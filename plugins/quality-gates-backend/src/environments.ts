import type { EnvironmentConfig } from './config';

/** Names of environments as `qualityGates.environments` sees them; matching ignores case. */
export interface Environments {
  /**
   * The name facts are stored under: an exact alias becomes the configured name, anything else is kept in lower case.
   * A pattern alias (`production-*`) does not rename, because each region is an environment of its own.
   */
  canonical(sent: string): string;
  /**
   * The configured environments and, of `stored`, those beside them (regions, names nobody configured), in promotion
   * order. A name nobody configured has the tier `other` and comes first.
   */
  list(stored: readonly string[]): { name: string; tier: string }[];
  /**
   * Stored names that a query means: for each asked name (or, with none asked, each configured one of tier
   * production) the configured name itself and, of `stored`, those that fall under it. Sorted in promotion order.
   */
  resolve(asked: readonly string[], stored: readonly string[]): string[];
}

/** Reads {@link Environments} off the configuration. */
export function createEnvironments(
  configured: readonly EnvironmentConfig[],
): Environments {
  const fold = (text: string) => text.trim().toLocaleLowerCase('en-US');
  const entries = configured.map(({ name, tier, aliases }) => ({
    name: fold(name),
    tier,
    exact: new Set(aliases.map(fold).filter(alias => !alias.includes('*'))),
    patterns: aliases
      .map(fold)
      .filter(alias => alias.includes('*'))
      .map(globToRegExp),
  }));
  const indexOf = (environment: string) => {
    const lower = fold(environment);
    const exact = entries.findIndex(
      entry => entry.name === lower || entry.exact.has(lower),
    );
    if (exact >= 0) return exact;
    return entries.findIndex(entry =>
      entry.patterns.some(pattern => pattern.test(lower)),
    );
  };
  const canonical = (sent: string) => {
    const lower = fold(sent);
    return entries.find(entry => entry.exact.has(lower))?.name ?? lower;
  };
  const inPromotionOrder = (names: Iterable<string>) =>
    [...names].sort((a, b) => indexOf(a) - indexOf(b) || a.localeCompare(b));

  return {
    canonical,
    list: stored =>
      inPromotionOrder(
        new Set([...entries.map(({ name }) => name), ...stored]),
      ).map(name => ({ name, tier: entries[indexOf(name)]?.tier ?? 'other' })),
    resolve(asked, stored) {
      const wanted = asked.length
        ? asked.map(canonical)
        : entries.filter(e => e.tier === 'production').map(e => e.name);
      const found = new Set(wanted);
      for (const name of wanted) {
        const entry = entries.findIndex(candidate => candidate.name === name);
        if (entry < 0) continue;
        // By the one way that tells whose a name is: `production-test` that is configured on its own is not
        // production's because a pattern of production fits it, too.
        for (const one of stored) if (indexOf(one) === entry) found.add(one);
      }
      return inPromotionOrder(found);
    },
  };
}

function globToRegExp(glob: string): RegExp {
  const escaped = glob
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`);
}

/**
 * Whether a token with these `entities` may speak for an entity: `*` stands for any run of characters, case does not
 * matter, and a namespace left out (on either side) is `default`.
 *
 * @example matchesEntityPatterns(['component:default/pay*'], 'Component:payments') // true
 * @example matchesEntityPatterns(['component:shop/*'], 'component:default/cart')  // false
 */
export function matchesEntityPatterns(
  patterns: readonly string[],
  entityRef: string,
): boolean {
  const ref = withNamespace(entityRef);
  return patterns.some(pattern => {
    if (pattern === '*') return true;
    const parts = withNamespace(pattern).split('*').map(escapeRegExp);
    return new RegExp(`^${parts.join('.*')}$`).test(ref);
  });
}

function withNamespace(ref: string): string {
  const lower = ref.toLocaleLowerCase('en-US');
  return lower.includes('/') ? lower : lower.replace(':', ':default/');
}

function escapeRegExp(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}
